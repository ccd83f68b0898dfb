"""Shapes of words that several rules share: days, sums of money, and the people a sentence is about."""

DAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
MONEY = (
    r"[£$€₹₦]\s?\d[\d,.]*\d|[£$€₹₦]\s?\d"
    r"|\b\d[\d,]*\s?(?:k\b|pounds|quid|euros?|dollars|bucks|rupees|naira|rand)\b"
)
THEM = r"(?:him|her|them|my \w+)"  #: the loved one as an object
THEY = r"(?:he|she|they|my \w+)"  #: the loved one as a subject
THEIR = r"(?:his|her|their)"
KIN = "son|mum|mom|mam|ma|dad|pa|papa|love|darling|sis|bro|mate|beta|beti|sweetheart|honey|sweetie|pet|nan|gran|grandad"  #: what one calls them

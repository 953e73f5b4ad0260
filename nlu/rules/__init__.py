"""The rules of the decision, by what they decide; nlu/understanding.py has their order."""

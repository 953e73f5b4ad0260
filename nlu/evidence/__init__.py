"""Whether what was heard is evidence enough: for a procedure, a topic, another agency or mere talk.

Every threshold is a number of nlu/settings.py.
"""

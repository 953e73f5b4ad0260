"""The staff console at ``/staff``: who may enter, what they do, and a record of every act."""

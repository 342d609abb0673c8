"""人员表: a spreadsheet of people and posts becomes accounts; read whole before anything is made."""

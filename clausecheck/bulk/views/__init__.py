"""What is looked at after a batch: summary, workbook, table, dashboard, each made from its results."""

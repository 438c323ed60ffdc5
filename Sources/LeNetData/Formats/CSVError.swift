/// What is wrong with a CSV file of labelled images; lines and columns count from 1.
public enum CSVError: Error, Hashable, Sendable {
  /// There is no line with an image.
  case empty
  /// The bytes are not text of lines with fields.
  case notText
  /// Fields are divided by something else than commas, semicolons or tabs; what stands there.
  case separator(String)
  /// The first line has several of them, and may be divided by either; how many of each.
  case separators([String])
  /// Quotation marks of a field are not closed in its line.
  case openQuotes(line: Int)
  /// The header names no label column, as in Kaggle's test.csv.
  case noLabels(columns: Int)
  /// The pixels are those of no square image, grey or in three colours.
  case notSquare(pixels: Int)
  /// A line has more or fewer fields than the first one.
  case fields(line: Int, expected: Int, found: Int)
  /// A pixel is not a whole number from 0 to 255.
  case pixel(line: Int, column: Int, text: String)
  /// A label is a number that no class can have, where all labels are numbers.
  case label(line: Int, text: String)
  /// A label is empty.
  case emptyLabel(line: Int)
  /// The images take more bytes than a data set may have.
  case tooLarge
}

extension CSVError: CustomStringConvertible {
  /// One sentence for a person, without the name of the file.
  public var description: String {
    switch self {
    case .empty: "there is no line with a label and pixels; is it the right file?"
    case .notText:
      "this is not a CSV file; expected a label and the pixels of an image in each line, "
        + "with commas, semicolons or tabs between them"
    case .separator(let found):
      "the first line has \(found) between its fields, expected commas, semicolons or tabs; "
        + "write the file anew with one of them"
    case .separators(let found):
      "the first line has \(found.joined(separator: " and ")), expected one of them between its fields "
        + "and the others in quotation marks; write the file anew so"
    case .openQuotes(let line):
      "line \(line) has quotation marks that are not closed in it, and line breaks between quotation marks "
        + "are not read; mend or remove the line"
    case .noLabels(let columns):
      "none of the \(columns) columns is called 'label'; name the column with the classes so"
    case .notSquare(let pixels):
      "\(pixels) pixels a line do not form a square image, grey or in three colours; expected 784 for "
        + "28 x 28, or 3072 for 3 x 32 x 32, and a label"
    case .fields(let line, let expected, let found):
      "line \(line) has \(found) field\(found == 1 ? "" : "s"), expected \(expected) as in the first one; "
        + "copy or download the file again"
    case .pixel(let line, let column, let text):
      "line \(line), column \(column) is '\(text)', expected a pixel, a whole number from 0 to 255; "
        + "mend or remove the line"
    case .label(let line, let text):
      "line \(line) has the label \(text), expected a class from 0 to \(ClassList.largestCount - 1), or names; "
        + "mend or remove the line"
    case .emptyLabel(let line):
      "line \(line) has no label; mend or remove the line"
    case .tooLarge:
      "the images have more than \(IDX.largestFile) pixels together; divide the file"
    }
  }
}

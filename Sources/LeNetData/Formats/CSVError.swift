import LeNetModel
import LeNetText

/// What is wrong with a CSV file of labelled images; lines and columns count from 1.
public enum CSVError: Error, Hashable, Sendable {
  /// There is no line with an image.
  case empty
  /// The bytes are not text with lines of fields.
  case notText
  /// The text is UTF-16, as spreadsheets save "Unicode text".
  case wideText
  /// Fields are separated by something else than commas, semicolons or tabs; the separator found.
  case separator(String)
  /// The first line has several possible separators; the count of each.
  case separators([String])
  /// A field's quotation marks are not closed on its line.
  case openQuotes(line: Int)
  /// The header names no label column, as in Kaggle's test.csv.
  case noLabels(columns: Int)
  /// The pixels do not form a square image, grey or in three colours.
  case notSquare(pixels: Int)
  /// A line has more or fewer fields than the first one.
  case fields(line: Int, expected: Int, found: Int)
  /// A pixel is not a whole number from 0 to 255.
  case pixel(line: Int, column: Int, text: String)
  /// All labels are numbers, and one is too large for a class.
  case label(line: Int, text: String)
  /// A label is empty.
  case emptyLabel(line: Int)
  /// The columns of a label with a column for each class do not have one 1 and else 0.
  case oneHot(line: Int)
  /// There is no such column; the names of all, if they have some.
  case noColumn(String, columns: Int, names: [String])
  /// The first and the last column both look like labels, or like pixels.
  case doubtfulLabel(columns: Int)
  /// A table of pictures has several columns that may be the label.
  case doubtfulList(columns: Int)
  /// The images take more bytes than a data set may have.
  case tooLarge
}

extension CSVError: CustomStringConvertible {
  /// What is wrong and what to do, as a sentence without the name of the file.
  public var description: String {
    switch self {
    case .empty: "there is no line with a label and pixels; is it the right file?"
    case .notText:
      "this is not a CSV file; expected a label and the pixels of an image in each line, "
        + "with commas, semicolons or tabs between them"
    case .wideText: "this is text in UTF-16, expected UTF-8; save it as CSV in UTF-8"
    case .separator(let found):
      "the first line has \(found) between its fields, expected commas, semicolons or tabs; "
        + "write the file again with one of them"
    case .separators(let found):
      "the first line has \(found.joined(separator: " and ")), expected one of them between its fields "
        + "and the others in quotation marks; write the file again like that"
    case .openQuotes(let line):
      "line \(line) has quotation marks that it does not close, and a field cannot contain a line break; "
        + "correct or remove the line"
    case .noLabels(let columns):
      "none of the \(columns) columns is called 'label'; give the column with the classes that name, or let a "
        + "model answer the images"
    case .notSquare(let pixels):
      "\(pixels) pixels per line do not form a square image, grey or in three colours; expected 784 for "
        + "28 x 28, or 3072 for 3 x 32 x 32, and a label"
    case .fields(let line, let expected, let found):
      "line \(line) has \(found.of("field")), expected \(expected) as in the first one; "
        + "copy or download the file again"
    case .pixel(let line, let column, let text):
      "line \(line), column \(column) is '\(text)', expected a pixel, a whole number from 0 to 255; "
        + (Self.isShare(text)
          ? "multiply values from 0 to 1 by 255 and round them" : "correct or remove the line")
    case .label(let line, let text):
      "line \(line) has the label \(text), expected a class from 0 to \(ClassList.largestCount - 1), or names; "
        + "correct or remove the line"
    case .emptyLabel(let line):
      "line \(line) has no label; correct or remove the line"
    case .oneHot(let line):
      "line \(line) does not have exactly one 1 in the columns of the label, and 0 in the others of them; "
        + "correct or remove the line"
    case .noColumn(let column, let count, let names):
      "there is no column \(column), expected one of 1 to \(count)"
        + (names.isEmpty
          ? ", first or last, because the file has no header with names"
          : ", first, last or a name of the header: \(someNames(names))")
    case .doubtfulLabel(let count):
      "the first and the last of the \(count) columns may both be the label; say which one it is"
    case .doubtfulList(let count):
      "several of the \(count) columns may be the label of the pictures; say which one it is"
    case .tooLarge:
      "the images have more than \(DataMemory.limit) pixels together; divide the file"
    }
  }

  /// Whether a text is a number between 0 and 1, as pixels are that were divided by 255.
  private static func isShare(_ text: String) -> Bool {
    Double(text).map { $0 > 0 && $0 < 1 } ?? false
  }
}

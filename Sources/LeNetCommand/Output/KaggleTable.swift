/// A table of answers as Kaggle takes it: the number or name of each image, and its label.
enum KaggleTable {
  static let heads = ["ImageId", "Label"]

  /// A line.
  static func row(_ image: String, _ label: String) -> String {
    [image, label].map(CSVText.field).joined(separator: ",")
  }
}

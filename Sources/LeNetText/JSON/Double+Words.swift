extension Double {
  /// The number as text: the shortest that reads back as the same number, without a `.0`.
  package var displayText: String { isFinite ? JSON(self).text : "\(self)" }
}

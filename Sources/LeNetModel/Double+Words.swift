extension Double {
  /// The number inside a sentence: the shortest text that reads back as it, without a `.0`.
  package var displayText: String { isFinite ? JSON(self).text : "\(self)" }
}

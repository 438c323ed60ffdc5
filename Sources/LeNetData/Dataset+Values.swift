public import LeNetModel

extension Dataset {
  /// Labelled images of real numbers, rounded to the 256 steps of bytes.
  ///
  /// The lower end of `range` becomes byte 0, the background, and the upper end 255; a number moves by half a step of
  /// the range / 255 at most. Networks get pixel / 255, so 0...1 stays 0...1 up to rounding.
  ///
  /// # Shapes
  /// `values` holds `[image][map][row][column]`.
  ///
  /// Throws as the initializer from bytes does, for a number outside the range or NaN, and unless the range has two
  /// finite ends that differ.
  public init(
    name: String, shape: Shape, values: [Float], range: ClosedRange<Float> = 0...1,
    labels: [UInt8], classes: [String] = Dataset.digits, sha256: [String: String] = [:]
  ) throws(DatasetError) {
    let (lower, upper) = (Double(range.lowerBound), Double(range.upperBound))
    guard lower.isFinite, upper.isFinite, lower < upper else {
      throw .valueRange(dataset: name, smallest: lower, largest: upper)
    }
    if let position = values.firstIndex(where: { !range.contains($0) }) {
      throw .value(
        dataset: name, value: Double(values[position]),
        position: position / max(1, shape.count), smallest: lower, largest: upper)
    }
    // In Double, in which the difference of two Floats cannot overflow.
    let factor = 255 / (upper - lower)
    try self.init(
      name: name, shape: shape,
      images: values.map { UInt8(((Double($0) - lower) * factor).rounded()) }, labels: labels,
      classes: classes, sha256: sha256)
  }
}

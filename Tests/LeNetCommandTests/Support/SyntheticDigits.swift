/// A data set so small and plain that a network learns it in a fraction of a second.
///
/// An image of class c has a bright bar in the rows 2c to 2c + 3, shifted by its number.
enum SyntheticDigits {
  static let rows = 28
  static let columns = 28

  /// Writes the four files under MNIST's names.
  static func write(to folder: TemporaryFolder, name: String, training: Int = 600, test: Int = 100)
    throws
  {
    for (part, count) in [("train", training), ("t10k", test)] {
      try folder.write(images(count), to: "\(name)/\(part)-images-idx3-ubyte")
      try folder.write(labels(count), to: "\(name)/\(part)-labels-idx1-ubyte")
    }
  }

  static func labels(_ count: Int) -> [UInt8] {
    [0, 0, 8, 1] + bigEndian(count) + (0..<count).map { UInt8($0 % 10) }
  }

  static func images(_ count: Int) -> [UInt8] {
    [0, 0, 8, 3] + bigEndian(count) + bigEndian(rows) + bigEndian(columns)
      + (0..<count).flatMap(pixels)
  }

  private static func pixels(_ index: Int) -> [UInt8] {
    let (label, shift) = (index % 10, index / 10 % 5)
    return (0..<rows * columns).map { place in
      let (row, column) = (place / columns, place % columns)
      let isBar =
        (2 * label + 2..<2 * label + 6).contains(row)
        && (4 + shift..<18 + shift).contains(column)
      return isBar ? 200 + UInt8(index % 50) : UInt8((index &* 7 &+ place) % 12)
    }
  }

  private static func bigEndian(_ value: Int) -> [UInt8] {
    [24, 16, 8, 0].map { UInt8(value >> $0 & 255) }
  }
}

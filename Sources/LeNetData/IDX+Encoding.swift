public import LeNetModel

extension IDX {
  /// The bytes of an image file: three dimensions for one map, four for several.
  ///
  /// `pixels` are `[image][map][row][column]`, a whole number of images of `shape`. Traps if
  /// they are not, or if a size does not fit 32 bits.
  public static func encode(images pixels: [UInt8], shape: Shape) -> [UInt8] {
    precondition(
      shape.count > 0 && pixels.count.isMultiple(of: shape.count),
      "\(pixels.count) pixels are not a whole number of images of \(shape)")
    let count = pixels.count / shape.count
    let sizes =
      shape.maps == 1
      ? [count, shape.rows, shape.columns] : [count, shape.maps, shape.rows, shape.columns]
    return header(sizes) + pixels
  }

  /// The bytes of a label file; traps if there are more labels than 32 bits can count.
  public static func encode(labels: [UInt8]) -> [UInt8] {
    header([labels.count]) + labels
  }

  private static func header(_ sizes: [Int]) -> [UInt8] {
    var bytes: [UInt8] = [0, 0, Header.unsignedByte, UInt8(sizes.count)]
    for size in sizes {
      withUnsafeBytes(of: UInt32(size).bigEndian) { bytes += $0 }
    }
    return bytes
  }
}

/// One map of bytes within a frame of zeros one pixel wide, read beyond its end by up to `slack` bytes.
public struct FramedMap {
  /// The upper left corner of the frame, whose rows follow each other without a gap.
  public var pixels: UnsafePointer<UInt8>
  /// Pixels within the frame.
  public var rows, columns: Int

  /// Bytes behind the frame that kernels may read.
  public static var slack: Int { widestLanes }

  /// Words that the squares of four neighbours take, which kernels write by whole registers.
  public static func squareRoom(rows: Int, columns: Int) -> Int {
    (rows + 1) * (columns + 1) + widestLanes
  }

  /// A map whose bytes outlive the value.
  public init(pixels: UnsafePointer<UInt8>, rows: Int, columns: Int) {
    self.pixels = pixels
    self.rows = rows
    self.columns = columns
  }

  /// The length of a row of the frame.
  public var width: Int { columns + 2 }
}

public import LeNetModel

/// Byte images with their labels, asked for by position from many threads at once.
public protocol BatchSource: Sendable {
  /// Images.
  var count: Int { get }
  /// The shape of every image's bytes.
  var shape: Shape { get }
  /// The class of an image.
  func label(_ position: Int) -> Int
  /// The index of an image in its data set, which keys its dropout masks.
  func identity(_ position: Int) -> Int
  /// Writes an image's bytes, `[map][row][column]`, 0 background.
  func writePixels(of position: Int, into pixels: inout MutableSpan<UInt8>)
}

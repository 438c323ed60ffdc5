public import LeNetModel

/// Byte images with their labels, asked for by position from many threads at once.
public protocol BatchSource: Sendable {
  /// Images.
  var count: Int { get }
  /// The shape of every image's bytes.
  var shape: Shape { get }
  /// The class of an image, from 0; an engine traps if the network has no such class.
  func label(_ position: Int) -> Int
  /// The index of an image in its data set, which keys its dropout masks.
  func identity(_ position: Int) -> Int
  /// Writes an image's bytes, `[map][row][column]`, 0 background.
  func writePixels(of position: Int, into pixels: inout MutableSpan<UInt8>)
}

/// Images whose classes are not known, one after the other.
package struct UnlabelledImages: BatchSource {
  let pixels: [UInt8]
  package let shape: Shape

  /// Images of bytes, `[image][map][row][column]`.
  package init(pixels: [UInt8], shape: Shape) {
    self.pixels = pixels
    self.shape = shape
  }

  package var count: Int { pixels.count / shape.count }
  package func identity(_ position: Int) -> Int { position }
  package func label(_ position: Int) -> Int { 0 }

  package func writePixels(of position: Int, into bytes: inout MutableSpan<UInt8>) {
    let start = position * shape.count
    for place in 0..<shape.count { bytes[place] = pixels[start + place] }
  }
}

import CLeNet
import LeNetEngine
import LeNetModel

/// Images in the caller's memory, which are read where they lie.
///
/// Unchecked: the caller leaves the memory alone during the call.
struct ForeignImages: BatchSource, @unchecked Sendable {
  let count: Int
  let shape: Shape
  private let start: UnsafeRawPointer
  private let isFloat: Bool
  /// Bytes from one image, map, row and column to the next.
  private let strides: [Int]
  /// Whether the bytes of an image lie in its order without gaps.
  private let isDense: Bool

  /// The most rows or columns of an image, as of a network's input.
  private static let largestSide = Int64(Architecture.largestSide)

  /// Checks sizes and strides; throws if a number would lie outside the buffer, or is not 0 to 1.
  init(_ images: lenet_images, _ name: String) throws(CallFailure) {
    start = try given(images.pixels, "\(name)->pixels")
    guard images.type == LENET_UINT8.rawValue || images.type == LENET_FLOAT32.rawValue else {
      throw CallFailure(
        LENET_ERROR_ARGUMENT,
        "\(name)->type is \(images.type); expected LENET_UINT8 or LENET_FLOAT32")
    }
    isFloat = images.type == LENET_FLOAT32.rawValue
    let width = isFloat ? 4 : 1
    let sizes = [
      ("count", images.count, Int64(Int32.max)), ("maps", images.maps, Self.largestSide),
      ("rows", images.rows, Self.largestSide), ("columns", images.columns, Self.largestSide),
    ]
    for (field, size, largest) in sizes where !(1...largest ~= size) {
      throw CallFailure(
        LENET_ERROR_ARGUMENT, "\(name)->\(field) is \(size); expected 1 to \(largest)")
    }
    count = Int(images.count)
    shape = Shape(Int(images.maps), Int(images.rows), Int(images.columns))
    let given = images.strides
    let own = [given.0, given.1, given.2, given.3].map(Int.init)
    let dense = Self.denseStrides(shape, width: width)
    strides = own == [0, 0, 0, 0] ? dense : own
    isDense = !isFloat && strides[1...] == dense[1...]
    try checkExtent(size: images.size, exactly: own == [0, 0, 0, 0], width: width, name)
    if isFloat { try checkValues(name) }
  }

  private static func denseStrides(_ shape: Shape, width: Int) -> [Int] {
    let row = shape.columns * width
    return [shape.maps * shape.rows * row, shape.rows * row, row, width]
  }

  /// Throws unless all numbers lie within `size` bytes.
  private func checkExtent(
    size: Int, exactly: Bool, width: Int, _ name: String
  ) throws(CallFailure) {
    var end = width
    for (length, stride) in zip([count, shape.maps, shape.rows, shape.columns], strides) {
      guard stride >= 0 else {
        throw CallFailure(
          LENET_ERROR_ARGUMENT,
          "a stride of \(name) is \(stride), below 0; copy the images into their usual order first")
      }
      let (distance, isTooFar) = (length - 1).multipliedReportingOverflow(by: stride)
      let (sum, isTooLarge) = end.addingReportingOverflow(distance)
      guard !isTooFar, !isTooLarge else {
        throw CallFailure(LENET_ERROR_BUFFER, "the sizes and strides of \(name) are too large")
      }
      end = sum
    }
    guard exactly ? size == end : size >= end else {
      throw CallFailure(
        LENET_ERROR_BUFFER,
        "\(name)->size is \(size) bytes; \(count) x \(shape) numbers of \(width) bytes take \(end)")
    }
  }

  private func checkValues(_ name: String) throws(CallFailure) {
    for image in 0..<count {
      var problem: Float?
      forEachNumber(of: image) { _, place in
        let value = (start + place).loadUnaligned(as: Float.self)
        if !(0...1 ~= value) { problem = problem ?? value }
      }
      if let problem {
        throw CallFailure(
          LENET_ERROR_ARGUMENT,
          "image \(image) of \(name) has the number \(problem); expected 0 to 1, or bytes from 0 to 255 as "
            + "LENET_UINT8")
      }
    }
  }

  /// Calls `body` with the place of each number of an image, counted from 0, and its distance from the start in bytes.
  private func forEachNumber(of image: Int, _ body: (Int, Int) -> Void) {
    var number = 0
    for map in 0..<shape.maps {
      for row in 0..<shape.rows {
        var place = image * strides[0] + map * strides[1] + row * strides[2]
        for _ in 0..<shape.columns {
          body(number, place)
          number += 1
          place += strides[3]
        }
      }
    }
  }

  func label(_ position: Int) -> Int { 0 }
  func identity(_ position: Int) -> Int { position }

  func writePixels(of position: Int, into pixels: inout MutableSpan<UInt8>) {
    pixels.withUnsafeMutableBytes { write(position, to: $0) }
  }

  /// Writes the bytes of an image, `[map][row][column]`.
  private func write(_ image: Int, to bytes: UnsafeMutableRawBufferPointer) {
    if isDense {
      bytes.copyMemory(
        from: UnsafeRawBufferPointer(start: start + image * strides[0], count: shape.count))
    } else if isFloat {
      forEachNumber(of: image) { number, place in
        // As `Dataset` rounds them; what has become NaN meanwhile becomes 0.
        let value = Double((start + place).loadUnaligned(as: Float.self)) * 255
        bytes[number] = value > 0 ? UInt8(min(value, 255).rounded()) : 0
      }
    } else {
      forEachNumber(of: image) { number, place in
        bytes[number] = (start + place).load(as: UInt8.self)
      }
    }
  }

  /// The bytes of all images, copied.
  var bytes: [UInt8] {
    let size = shape.count
    return Array(unsafeUninitializedCapacity: count * size) { buffer, filled in
      let raw = UnsafeMutableRawBufferPointer(buffer)
      for image in 0..<count {
        write(
          image, to: UnsafeMutableRawBufferPointer(rebasing: raw[image * size..<(image + 1) * size])
        )
      }
      filled = count * size
    }
  }
}

import CLeNet
import LeNetFiles
import LeNetImages

extension lenet_picture {
  /// The pixels of the one form that is given, no side longer than `longest` where a file is decoded.
  func image(longest: Int) throws -> RasterImage {
    let forms = [path != nil, bytes != nil, pixels != nil].filter { $0 }.count
    guard forms == 1 else {
      throw CallFailure(
        forms == 0 ? LENET_ERROR_NULL : LENET_ERROR_ARGUMENT,
        "the picture has \(forms) of path, bytes and pixels; expected exactly one")
    }
    let page = page == 0 ? 1 : Int(page)
    if path != nil {
      return try RasterImage(
        contentsOf: LeNetC.path(path, "path"), longest: longest, page: page)
    }
    if let bytes {
      guard 0...RasterImage.largestFile ~= size else {
        throw CallFailure(
          LENET_ERROR_ARGUMENT,
          "size is \(size); expected at most \(RasterImage.largestFile) bytes")
      }
      return try RasterImage(
        decoding: Array(UnsafeBufferPointer(start: bytes, count: size)), longest: longest,
        page: page)
    }
    return try memoryImage()
  }

  private func memoryImage() throws -> RasterImage {
    let start = try given(pixels, "pixels")
    let sides = Int64(1)...Int64(1 << 20)
    guard sides.contains(rows), sides.contains(columns),
      let channels = RasterImage.Channels(rawValue: Int(channels)),
      rows * columns <= Int64(RasterImage.largestStreamed)
    else {
      throw CallFailure(
        LENET_ERROR_ARGUMENT,
        "the picture has \(rows) rows, \(columns) columns and \(channels) channels; expected 1 to "
          + "\(sides.upperBound) rows and columns, 1 to 4 channels, and at most \(RasterImage.largestStreamed) pixels"
      )
    }
    let width = Int(columns) * channels.rawValue
    let stride = row_stride == 0 ? width : Int(row_stride)
    guard stride >= width, stride <= Int.max / Int(rows) else {
      throw CallFailure(
        LENET_ERROR_ARGUMENT, "row_stride is \(stride); expected 0, or at least \(width) bytes")
    }
    let end = (Int(rows) - 1) * stride + width
    guard row_stride == 0 ? pixel_size == end : pixel_size >= end else {
      throw CallFailure(
        LENET_ERROR_BUFFER, "pixel_size is \(pixel_size); the picture needs \(end) bytes")
    }
    var content: [UInt8] = []
    content.reserveCapacity(Int(rows) * width)
    for row in 0..<Int(rows) {
      content.append(contentsOf: UnsafeBufferPointer(start: start + row * stride, count: width))
    }
    return try RasterImage(
      rows: Int(rows), columns: Int(columns), channels: channels, bytes: content)
  }
}

import CVips

extension RasterImage {
  /// The picture as the bytes of a file, in the format that libvips knows by a suffix such as `.jpg[Q=80]`.
  ///
  /// - Throws: `ImageError` if libvips is missing or cannot write the format.
  public func encoded(as suffix: String) throws(ImageError) -> [UInt8] {
    var bytes = bytes
    var file: UnsafeMutableRawPointer?
    var count = 0
    let status = bytes.withUnsafeMutableBufferPointer { buffer in
      var pixels = CVipsPixels(
        bytes: buffer.baseAddress, width: Int32(columns), height: Int32(rows),
        bands: Int32(channels.rawValue), longest: Int32(max(rows, columns)), pages: 1,
        turn: 0, bits: 8)
      return cvips_encode(&pixels, suffix, &file, &count)
    }
    guard status == CVIPS_OK, let file else {
      throw status == CVIPS_MISSING
        ? .withoutLibrary(suffix)
        : .unsupported(format: suffix, problem: "cannot be written")
    }
    defer { cvips_free(file) }
    return Array(UnsafeRawBufferPointer(start: file, count: count))
  }

  /// The pixels of an SVG drawing of this program.
  ///
  /// - Throws: `ImageError` if libvips is missing or lacks SVG.
  package init(drawing svg: String, scale: Double) throws(ImageError) {
    let text = Array(svg.utf8)
    var pixels = CVipsPixels()
    switch cvips_draw(text, text.count, scale, &pixels) {
    case CVIPS_OK: try self.init(taking: pixels, format: "SVG")
    case CVIPS_MISSING: throw .withoutLibrary("SVG")
    default: throw .unsupported(format: "SVG", problem: "cannot be drawn by this libvips")
    }
  }
}

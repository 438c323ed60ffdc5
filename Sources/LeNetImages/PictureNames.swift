/// The extensions of picture files.
package enum PictureNames {
  private static let extensions: Set = [
    "png", "jpg", "jpeg", "jpe", "jfif", "webp", "tif", "tiff", "gif", "heic", "heif", "avif",
    "bmp", "dib", "pgm", "ppm", "pbm", "pnm",
  ]

  /// Whether a file has a picture's extension.
  package static func isPicture(_ path: String) -> Bool {
    guard let dot = path.lastIndex(of: ".") else { return false }
    return extensions.contains(path[path.index(after: dot)...].lowercased())
  }
}

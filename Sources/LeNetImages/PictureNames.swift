/// How the names of picture files end.
package enum PictureNames {
  private static let extensions: Set = [
    "png", "jpg", "jpeg", "jpe", "jfif", "webp", "tif", "tiff", "gif", "heic", "heif", "avif",
    "bmp", "dib", "pgm", "ppm", "pbm", "pnm",
  ]

  /// Whether a file's name ends as a picture's.
  package static func isPicture(_ path: String) -> Bool {
    guard let dot = path.lastIndex(of: ".") else { return false }
    return extensions.contains(path[path.index(after: dot)...].lowercased())
  }
}

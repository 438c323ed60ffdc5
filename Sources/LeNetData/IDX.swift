import LeNetCatalog
public import LeNetModel

/// The file format of MNIST: a magic number, big-endian sizes, then one byte per element.
///
/// Described at <http://yann.lecun.com/exdb/mnist/>. Images have three dimensions (images, rows,
/// columns) or, for several maps, four (images, maps, rows, columns); labels have one.
public enum IDX {
  /// The content of a file.
  public enum Content: Hashable, Sendable {
    /// Images of one or several maps.
    case images
    /// One class number an image.
    case labels
    /// QMNIST's labels: eight 32-bit numbers per image, the first one its class.
    case labelTable
  }

  /// The images of a file.
  public struct Images: Hashable, Sendable {
    /// The size of one image.
    public let shape: Shape
    /// The grey values, `[image][map][row][column]`.
    public let pixels: [UInt8]
    /// SHA-256 of the uncompressed file, 64 hexadecimal digits.
    public let sha256: String
  }

  /// The labels of a file.
  public struct Labels: Hashable, Sendable {
    /// One class number an image.
    public let labels: [UInt8]
    /// SHA-256 of the uncompressed file, 64 hexadecimal digits.
    public let sha256: String
  }

  /// Most bytes that the elements of one file may take, so that a data set has 32-bit indices.
  public static let largestFile = Int(Int32.max)

  /// Reads images from the bytes of a file, raw or gzip.
  ///
  /// Throws if the header, the length or the compression is wrong; the sizes in the header
  /// are checked before memory is allocated.
  public static func images(_ bytes: [UInt8]) throws(IDXError) -> Images {
    try bytes.withUnsafeBufferPointer { input throws(IDXError) in
      try images(input, verifying: true)
    }
  }

  /// Reads labels from the bytes of a file, raw or gzip; throws as `images(_:)` does.
  public static func labels(_ bytes: [UInt8]) throws(IDXError) -> Labels {
    try bytes.withUnsafeBufferPointer { input throws(IDXError) in
      try labels(input, verifying: true)
    }
  }

  /// Reads QMNIST's labels from the bytes of a file, raw or gzip; throws as `images(_:)` does, and
  /// if a class is not 0 to 255.
  public static func labelTable(_ bytes: [UInt8]) throws(IDXError) -> Labels {
    let file = try bytes.withUnsafeBufferPointer { input throws(IDXError) in
      try read(.labelTable, from: input, verifying: true)
    }
    let (rows, width) = (file.sizes[0], file.sizes[1] * Header.wide)
    var labels: [UInt8] = []
    labels.reserveCapacity(rows)
    for row in 0..<rows {
      let number = file.elements[row * width..<row * width + Header.wide].reduce(UInt32(0)) {
        $0 << 8 | UInt32($1)
      }
      guard let label = UInt8(exactly: number) else {
        throw .label(Int(Int32(bitPattern: number)), position: row)
      }
      labels.append(label)
    }
    return Labels(labels: labels, sha256: file.sha256)
  }

  /// `images(_:)` of bytes that stay during the call; `verifying` as in `GzipInflater`.
  static func images(
    _ input: UnsafeBufferPointer<UInt8>, verifying: Bool
  ) throws(IDXError) -> Images {
    let file = try read(.images, from: input, verifying: verifying)
    let rows = file.sizes[file.sizes.count - 2]
    let columns = file.sizes[file.sizes.count - 1]
    let maps = file.sizes.count == 4 ? file.sizes[1] : 1
    return Images(
      shape: Shape(maps, rows, columns), pixels: file.elements, sha256: file.sha256)
  }

  /// `labels(_:)` of bytes that stay during the call; `verifying` as in `GzipInflater`.
  static func labels(
    _ input: UnsafeBufferPointer<UInt8>, verifying: Bool
  ) throws(IDXError) -> Labels {
    let file = try read(.labels, from: input, verifying: verifying)
    return Labels(labels: file.elements, sha256: file.sha256)
  }
}

import CVips
import LeNetFiles
import LeNetModel

extension RasterImage {
  /// The most pixels of a picture whose decoder shrinks it or works row by row.
  public static let largestStreamed: Int = 100_000_000
  /// The most pixels of any other picture.
  public static let largestWhole: Int = 25_000_000
  /// The most pixels of a picture that may be decoded in parallel with another one.
  static let largestBeside: Int = 4_000_000
  /// The most bytes of a picture file that may be read in parallel with another one.
  static let largestFileBeside: Int = 8 << 20
  /// The most bytes of a picture file.
  public static let largestFile: Int = 128 << 20

  /// Reads a page or frame of a picture file, counted from 1, upright and no side longer than `longest` pixels.
  ///
  /// PNG, JPEG, WebP, TIFF, GIF and HEIC through libvips; BMP and PBM, PGM and PPM
  /// by readers of this library. It keeps the upper 8 of 16 bits, or
  /// of the 8, 10, 12 or 14 that a picture with 16 uses; CMYK and colour profiles become sRGB.
  ///
  /// - Throws: `ImageError` if the file does not exist, is not a readable picture, or has no such page.
  public init(
    contentsOf path: String, longest: Int = RasterImage.longestSide, page: Int = 1
  ) throws(ImageError) {
    self = try Self.reading(path, longest: longest, page: page).image
  }

  /// Reads a picture file; returns the picture and the bytes of the file.
  package static func reading(
    _ path: String, longest: Int = RasterImage.longestSide, page: Int = 1
  ) throws(ImageError) -> (image: RasterImage, bytes: [UInt8]) {
    let bytes: [UInt8]
    var isLarge = false
    // Keeps only one large file in memory at a time.
    defer { if isLarge { cvips_end_large() } }
    do {
      isLarge = try FileReading.size(of: path) > largestFileBeside
      if isLarge { cvips_begin_large() }
      bytes = try FileReading.bytes(of: path, limit: largestFile)
    } catch {
      throw .unreadable(error)
    }
    return (try RasterImage(decoding: bytes, longest: longest, page: page), bytes)
  }

  /// Reads the bytes of a picture file; see `init(contentsOf:longest:)`.
  public init(
    decoding bytes: [UInt8], longest: Int = RasterImage.longestSide, page: Int = 1
  ) throws(ImageError) {
    guard let format = ImageFormat(of: bytes) else {
      throw .format(found: ImageFormat.other(bytes))
    }
    guard 1...Int(Int32.max) ~= page else { throw .page(page, pages: nil) }
    if page > 1, [.bmp, .pnm, .png, .jpeg].contains(format) { throw .page(page, pages: 1) }
    switch format {
    case .bmp: self = try BMP.image(bytes, longest: longest)
    case .pnm: self = try PNM.image(bytes, longest: longest)
    case .png: try self.init(bytes, CVIPS_PNG, format, longest, page)
    case .jpeg: try self.init(bytes, CVIPS_JPEG, format, longest, page)
    case .webp: try self.init(bytes, CVIPS_WEBP, format, longest, page)
    case .tiff: try self.init(bytes, CVIPS_TIFF, format, longest, page)
    case .gif: try self.init(bytes, CVIPS_GIF, format, longest, page)
    case .heic: try self.init(bytes, CVIPS_HEIF, format, longest, page)
    }
  }

  private init(
    _ bytes: [UInt8], _ decoder: CVipsFormat, _ format: ImageFormat, _ longest: Int, _ page: Int
  ) throws(ImageError) {
    let format = format.rawValue
    var limits = CVipsLimits(
      streamed: Self.largestStreamed, whole: Self.largestWhole, beside: Self.largestBeside,
      side: Int32(longest), page: Int32(page - 1))
    var pixels = CVipsPixels()
    switch cvips_decode(bytes, bytes.count, decoder, &limits, &pixels) {
    case CVIPS_OK: break
    case CVIPS_MISSING: throw .withoutLibrary(format)
    case CVIPS_TOO_LARGE:
      let (columns, rows) = (Int(pixels.width), Int(pixels.height))
      let isSmall = rows * columns <= Self.largestStreamed
      throw .tooLarge(
        columns: columns, rows: rows, limit: isSmall ? Self.largestWhole : Self.largestStreamed)
    case CVIPS_PAGE: throw .page(page, pages: Int(pixels.pages))
    case CVIPS_DEPTH:
      throw .unsupported(format: format, problem: "has pixels of other than 8 or 16 bits a channel")
    default: throw .damaged(format: format)
    }
    try self.init(taking: pixels, format: format)
  }

  /// Pixels from libvips, which are freed.
  init(taking pixels: CVipsPixels, format: String) throws(ImageError) {
    defer { cvips_free(pixels.bytes) }
    guard let channels = Channels(rawValue: Int(pixels.bands)), let start = pixels.bytes else {
      throw .unsupported(format: format, problem: "has \(pixels.bands) channels")
    }
    let (columns, rows) = (Int(pixels.width), Int(pixels.height))
    self.init(
      checkedRows: rows, columns: columns, channels: channels,
      bytes: Array(
        UnsafeBufferPointer(start: start, count: rows * columns * channels.rawValue)))
    pages = max(1, Int(pixels.pages))
    turn = Int(pixels.turn)
    bits = Int(pixels.bits)
    shrinkage = max(1, Double(pixels.longest) / Double(max(rows, columns)))
  }

  /// Throws if a picture has more pixels than `limit`.
  static func check(columns: Int, rows: Int, limit: Int) throws(ImageError) {
    let product = rows.multipliedReportingOverflow(by: columns)
    guard !product.overflow, product.partialValue <= limit else {
      throw .tooLarge(columns: columns, rows: rows, limit: limit)
    }
  }
}

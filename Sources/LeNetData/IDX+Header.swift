extension IDX {
  /// The header of a file: two zeros, the element type, the number of dimensions, their sizes.
  struct Header {
    /// IDX's code of unsigned bytes.
    static let unsignedByte: UInt8 = 0x08
    /// IDX's code of whole numbers of 32 bits.
    static let wholeNumber: UInt8 = 0x0C
    /// Bytes of a whole number.
    static let wide = 4

    /// The bytes of the header.
    let bytes: [UInt8]
    /// The elements along each dimension, each at least 1; last, the bytes of an element if it has
    /// several.
    let sizes: [Int]
    /// Product of the sizes, the bytes of all elements.
    let elements: Int
  }
}

extension IDX.Header {
  /// Reads and checks the header.
  ///
  /// `limit` is the most bytes of all elements.
  init(
    of content: IDX.Content, from reader: ByteReader, limit: Int = DataMemory.limit
  ) throws(IDXError) {
    let magic = try reader.next(4)
    if magic.count < 4 || magic[0] != 0 || magic[1] != 0 {
      let start = magic + (try reader.next(508))
      if let format = IDXError.OtherFormat(start: start) { throw .otherFormat(format) }
      // For a short file, the length is the better explanation.
      guard magic.count == 4 else { throw .truncatedHeader(expected: 4, found: magic.count) }
      throw .magic(found: magic)
    }
    let isWide = content == .labelTable
    guard magic[2] == (isWide ? Self.wholeNumber : Self.unsignedByte) else {
      throw .elementType(magic[2])
    }
    let dimensions = Int(magic[3])
    guard content.accepts(dimensions: dimensions) else {
      throw .dimensions(expected: content, found: dimensions)
    }
    let rest = try reader.next(4 * dimensions)
    guard rest.count == 4 * dimensions else {
      throw .truncatedHeader(expected: 4 + 4 * dimensions, found: 4 + rest.count)
    }
    bytes = magic + rest
    sizes =
      (0..<dimensions).map { dimension in
        rest[4 * dimension..<4 * dimension + 4].reduce(0) { $0 << 8 | Int($1) }
      } + (isWide ? [Self.wide] : [])
    guard !sizes.contains(0) else { throw .empty(sizes: sizes) }
    var product = 1
    for size in sizes {
      let (next, overflow) = product.multipliedReportingOverflow(by: size)
      guard !overflow && next <= limit else { throw .tooLarge(sizes: sizes) }
      product = next
    }
    elements = product
  }
}

extension IDX.Content {
  /// Whether a file of this content may have that number of dimensions.
  fileprivate func accepts(dimensions: Int) -> Bool {
    switch self {
    case .images: dimensions == 3 || dimensions == 4
    case .labels: dimensions == 1
    case .labelTable: dimensions == 2
    }
  }
}

extension IDXError.OtherFormat {
  /// The format that the first bytes of a file indicate.
  fileprivate init?(start: [UInt8]) {
    let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]
    let text = start.starts(with: byteOrderMark) ? start.dropFirst(3) : start[...]
    let space: Set<UInt8> = [0x09, 0x0A, 0x0D, 0x20]
    if text.first(where: { !space.contains($0) }) == UInt8(ascii: "<") {
      self = .webPage
    } else if start.starts(with: [0x50, 0x4B, 0x03, 0x04]) {
      self = .zip
    } else if start.starts(with: Array("version https://git-lfs".utf8)) {
      self = .largeFilePointer
    } else {
      return nil
    }
  }
}

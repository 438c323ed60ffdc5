import LeNetCatalog

extension IDX {
  /// A file's sizes, elements and hash.
  struct File {
    let sizes: [Int]
    let elements: [UInt8]
    let sha256: String
  }

  /// Reads a whole file: header, elements, and its end; `verifying` as in `GzipInflater`.
  static func read(
    _ content: Content, from input: UnsafeBufferPointer<UInt8>, verifying: Bool
  ) throws(IDXError) -> File {
    let reader = try ByteReader(input, verifying: verifying)
    let header = try Header(of: content, from: reader)
    try check(header, against: input.count, isCompressed: reader.isCompressed)
    let hash = ContentHash()
    hash.append(header.bytes)
    let elements = try [UInt8](capacity: header.elements) { span throws(IDXError) in
      try span.withUnsafeMutableBufferPointer { buffer, count throws(IDXError) in
        count = try readPieces(into: buffer, from: reader, hash: hash)
      }
    }
    guard elements.count == header.elements else {
      throw .truncated(sizes: header.sizes, expected: header.elements, found: elements.count)
    }
    // For gzip this also reads and checks the trailer.
    guard try reader.next(1).isEmpty else {
      throw .trailingBytes(sizes: header.sizes, expected: header.elements)
    }
    return File(sizes: header.sizes, elements: elements, sha256: hash.hexadecimal())
  }

  /// Throws for impossible sizes, before memory is allocated for them.
  static func check(
    _ header: Header, against length: Int, isCompressed: Bool
  ) throws(IDXError) {
    if isCompressed {
      guard header.bytes.count + header.elements <= ByteReader.bound(ofCompressed: length) else {
        throw .impossible(sizes: header.sizes, compressed: length)
      }
    } else {
      let found = length - header.bytes.count
      guard found >= header.elements else {
        throw .truncated(sizes: header.sizes, expected: header.elements, found: found)
      }
      guard found == header.elements else {
        throw .trailingBytes(sizes: header.sizes, expected: header.elements)
      }
    }
  }

  /// Reads piece by piece and hashes each one while reading the next; returns the number of bytes.
  private static func readPieces(
    into buffer: UnsafeMutableBufferPointer<UInt8>, from reader: ByteReader, hash: ContentHash
  ) throws(IDXError) -> Int {
    // The buffer must stay until the hash is finished, also after an error.
    defer { hash.wait() }
    // Small enough to stay in the cache for hashing.
    let piece = 1 << 18
    var count = 0
    while count < buffer.count {
      let end = min(count + piece, buffer.count)
      let part = UnsafeMutableBufferPointer(rebasing: buffer[count..<end])
      let read = try reader.read(into: part)
      hash.append(
        borrowing: UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(part)[..<read]))
      count += read
      if read < part.count { break }
    }
    return count
  }
}

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

// Paths are bytes and need not be UTF-8, but strings are text. So each byte outside UTF-8 becomes a character of
// Unicode's private use area: U+EF00 plus the byte. If a name already has such a character, each of its three bytes
// becomes one too. Every path then has one text, and the text gives back the same bytes.
extension String {
  /// The text of a path that the system gave.
  package init(pathBytes pointer: UnsafePointer<CChar>) {
    let bytes = UnsafeRawBufferPointer(start: pointer, count: strlen(pointer))
    if let text = String(validating: bytes, as: UTF8.self), !text.hasByteCharacters {
      self = text
      return
    }
    self = ""
    var rest = bytes[...]
    while let first = rest.first {
      let length = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
      if let text = String(validating: rest.prefix(length), as: UTF8.self), !text.hasByteCharacters
      {
        unicodeScalars += text.unicodeScalars
        rest = rest.dropFirst(length)
      } else {
        unicodeScalars.append(Unicode.Scalar(pathByte: first))
        rest = rest.dropFirst()
      }
    }
  }

  /// The bytes of a path for the system, with a zero behind them.
  package var pathBytes: [CChar] {
    guard hasByteCharacters else { return Array(utf8CString) }
    let bytes = unicodeScalars.flatMap { scalar in
      scalar.pathByte.map { [$0] } ?? Array(UTF8.encode(scalar) ?? .init())
    }
    return bytes.map { CChar(bitPattern: $0) } + [0]
  }

  private var hasByteCharacters: Bool { unicodeScalars.contains { $0.pathByte != nil } }
}

extension Unicode.Scalar {
  /// The byte of a path that the character stands for, if it stands for one.
  package var pathByte: UInt8? { 0xEF80...0xEFFF ~= value ? UInt8(value & 0xFF) : nil }

  /// The character that stands for a byte of a path, 0x80 or above.
  package init(pathByte byte: UInt8) {
    self = Unicode.Scalar(UInt16(0xEF00) + UInt16(byte)) ?? "\u{FFFD}"
  }
}

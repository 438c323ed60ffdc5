import LeNetArchives
import LeNetData
import LeNetModel
import LeNetTestSupport

extension BadFile {
  /// Two images of 2 x 3 pixels.
  private static let content = IDX.encode(images: someBytes(12), shape: Shape(1, 2, 3))
  private static let file = gzip(content)

  static let compressed = [
    images("gzip's two bytes", [0x1F, 0x8B], .gzip(.truncated), "end before"),
    images("gzip's header", Array(file.prefix(10)), .gzip(.truncated), "end before"),
    images(
      "gzip without its trailer", Array(file.dropLast(8)), .gzip(.truncated),
      "the gzip data end before their content is complete; copy or download the file again"),
    images("gzip cut in its trailer", Array(file.dropLast()), .gzip(.truncated), "end before"),
    images(
      "a wrong checksum", flipping(file, fromEnd: 8), .gzip(.checksum),
      "the content does not match the gzip checksum; copy or download the file again"),
    images("a wrong length", flipping(file, fromEnd: 1), .gzip(.checksum), "checksum"),
    images(
      "a block of no known type", Array(file.prefix(10)) + [0x07] + someBytes(20),
      .gzip(.corrupted(reason: "invalid block type")),
      "the gzip data are damaged (invalid block type)"),
    images(
      "an unknown method", [0x1F, 0x8B, 0x07] + file.dropFirst(3),
      .gzip(.corrupted(reason: "unknown compression method")), "unknown compression method"),
    images(
      "text after gzip", file + text("hello"), .gzip(.trailingBytes(5)),
      "5 bytes that are not gzip follow the gzip data"),
    images("zeros after gzip", file + [0, 0, 0], .gzip(.trailingBytes(3)), "3 bytes"),
    images("half a signature after gzip", file + [0x1F], .gzip(.trailingBytes(1)), "1 bytes"),
    images(
      "the same file twice, compressed", file + file,
      .trailingBytes(sizes: [2, 2, 3], expected: 12), "more bytes follow"),
    images(
      "a compressed file in a compressed file", gzip(file), .magic(found: Array(file.prefix(4))),
      "1F 8B 08 00"),
    images(
      "compressed, a pixel missing", gzip(Array(content.dropLast())),
      .truncated(sizes: [2, 2, 3], expected: 12, found: 11), "found 11"),
    images(
      "compressed, a byte too many", gzip(content + [0]),
      .trailingBytes(sizes: [2, 2, 3], expected: 12), "more bytes follow"),
    images(
      "a bomb behind an honest header", gzip(content + [UInt8](repeating: 0, count: 50_000_000)),
      .trailingBytes(sizes: [2, 2, 3], expected: 12), "more bytes follow"),
    images(
      "a claim beyond deflate", gzip(idxHeader([.max >> 1, 1, 1])),
      .impossible(
        sizes: [2_147_483_647, 1, 1], compressed: gzip(idxHeader([.max >> 1, 1, 1])).count),
      "the IDX header says 2147483647 x 1 x 1, more than"),
    images(
      "a compressed claim over the limit", gzip(idxHeader([.max, .max, .max])),
      .tooLarge(sizes: [4_294_967_295, 4_294_967_295, 4_294_967_295]), "more than the 2147483647"),
    images(
      "a bomb of zeros", gzip([UInt8](repeating: 0, count: 10_000_000)), .elementType(0),
      "IDX type 00"),
  ]

  /// Compressed bytes; empty, which no test expects, where that fails.
  static func gzip(_ bytes: [UInt8]) -> [UInt8] {
    (try? Gzip.deflate(bytes)) ?? []
  }

  /// The bytes with one of the last changed.
  static func flipping(_ bytes: [UInt8], fromEnd place: Int) -> [UInt8] {
    var changed = bytes
    changed[bytes.count - place] ^= 0x10
    return changed
  }
}

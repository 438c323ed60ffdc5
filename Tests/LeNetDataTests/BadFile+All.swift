import LeNetArchives
import LeNetData
import LeNetModel

extension BadFile {
  static let all = headers + sizes + lengths + otherFormats + compressed + labels

  static let headers = [
    images("nothing", [], .truncatedHeader(expected: 4, found: 0), "ends after 0 bytes"),
    images("one byte", [0], .truncatedHeader(expected: 4, found: 1), "ends after 1 bytes"),
    images("three bytes", [0, 0, 8], .truncatedHeader(expected: 4, found: 3), "header of 4"),
    images(
      "ten bytes", Array(idxHeader([2, 2, 3]).prefix(10)),
      .truncatedHeader(expected: 16, found: 10),
      "the file ends after 10 bytes, inside the IDX header of 16; copy or download it again"),
    images(
      "seventeen bytes of twenty", Array(idxHeader([2, 3, 2, 3]).prefix(17)),
      .truncatedHeader(expected: 20, found: 17), "header of 20"),
    images(
      "first byte wrong", [1, 0, 8, 3] + idxHeader([1, 1, 1]), .magic(found: [1, 0, 8, 3]),
      "an IDX file begins with the bytes 00 00, this one with 01 00 08 03; is it the right file?"),
    images("second byte wrong", [0, 2, 8, 3], .magic(found: [0, 2, 8, 3]), "00 02 08 03"),
    images("little-endian", [3, 8, 0, 0, 1, 0, 0, 0], .magic(found: [3, 8, 0, 0]), "03 08 00 00"),
    images(
      "floats", idxHeader([1, 1, 1], type: 0x0D) + [0, 0, 0, 0], .elementType(0x0D),
      "the elements are of IDX type 0D, expected 08, unsigned bytes; convert the file"),
    images("signed bytes", idxHeader([1, 1, 1], type: 9) + [0], .elementType(9), "type 09"),
    images("no type", idxHeader([1, 1, 1], type: 0) + [0], .elementType(0), "type 00"),
    images(
      "no dimension", idxHeader([]), .dimensions(expected: .images, found: 0), "has 0 dimensions"),
    images(
      "labels for images", IDX.encode(labels: [1, 2]), .dimensions(expected: .images, found: 1),
      "the IDX header has 1 dimension, expected 3 (images, rows, columns) or 4 (images, maps, "
        + "rows, columns); is it the right file?"),
    images(
      "two dimensions", idxHeader([1, 1]) + [0], .dimensions(expected: .images, found: 2), "2 dim"),
    images(
      "five dimensions", idxHeader([1, 1, 1, 1, 1]) + [0],
      .dimensions(expected: .images, found: 5), "5 dim"),
    images(
      "255 dimensions", idxHeader([1], dimensions: 255),
      .dimensions(expected: .images, found: 255), "255 dim"),
  ]

  static let sizes = [
    images(
      "no image", idxHeader([0, 28, 28]), .empty(sizes: [0, 28, 28]),
      "the IDX header says 0 x 28 x 28, which is empty; is it the right file?"),
    images("no row", idxHeader([3, 0, 28]), .empty(sizes: [3, 0, 28]), "3 x 0 x 28"),
    images("no column", idxHeader([3, 28, 0]), .empty(sizes: [3, 28, 0]), "3 x 28 x 0"),
    images("no map", idxHeader([3, 0, 2, 2]), .empty(sizes: [3, 0, 2, 2]), "3 x 0 x 2 x 2"),
    images(
      "no image of impossible size", idxHeader([0, .max, .max]),
      .empty(sizes: [0, 4_294_967_295, 4_294_967_295]), "which is empty"),
    images(
      "all counts FFFFFFFF", idxHeader([.max, .max, .max]),
      .tooLarge(sizes: [4_294_967_295, 4_294_967_295, 4_294_967_295]),
      "more than the 2147483647 bytes that a file may hold; the header is damaged or the file has "
        + "to be divided"),
    images(
      "four counts FFFFFFFF", idxHeader([.max, .max, .max, .max]),
      .tooLarge(sizes: [Int](repeating: 4_294_967_295, count: 4)), "4294967295 x 4294967295 x"),
    images(
      "count FFFFFFFF", idxHeader([.max, 1, 1]), .tooLarge(sizes: [4_294_967_295, 1, 1]),
      "4294967295 x 1 x 1"),
    images(
      "a product that wraps to 0", idxHeader([1 << 31, 1 << 31, 4]),
      .tooLarge(sizes: [1 << 31, 1 << 31, 4]), "2147483648 x 2147483648 x 4"),
    images(
      "one byte over the limit", idxHeader([1 << 31, 1, 1]), .tooLarge(sizes: [1 << 31, 1, 1]),
      "2147483648 x 1 x 1"),
  ]

  static let lengths = [
    images(
      "the limit claimed, nothing there", idxHeader([.max >> 1, 1, 1]),
      .truncated(sizes: [2_147_483_647, 1, 1], expected: 2_147_483_647, found: 0), "found 0"),
    images(
      "no pixel", idxHeader([2, 2, 3]), .truncated(sizes: [2, 2, 3], expected: 12, found: 0),
      "the IDX header says 2 x 2 x 3 = 12 bytes, found 0; copy or download the file again"),
    images(
      "one pixel missing", idxHeader([2, 2, 3]) + someBytes(11),
      .truncated(sizes: [2, 2, 3], expected: 12, found: 11), "found 11"),
    images(
      "one byte too many", idxHeader([2, 2, 3]) + someBytes(13),
      .trailingBytes(sizes: [2, 2, 3], expected: 12),
      "the IDX header says 2 x 2 x 3 = 12 bytes, but more bytes follow; copy or download "
        + "the file again"),
    images(
      "the same file twice", idxHeader([1, 1, 1]) + [7] + idxHeader([1, 1, 1]) + [7],
      .trailingBytes(sizes: [1, 1, 1], expected: 1), "more bytes follow"),
  ]

  static let otherFormats = [
    images(
      "HTML", text("<!DOCTYPE html><html><body>404</body></html>"), .otherFormat(.webPage),
      "this looks like a web page, not an IDX file; open it to see why, and download the file "
        + "again"),
    images(
      "HTML after blank lines", text("\r\n\n\t  <html>"), .otherFormat(.webPage), "a web page"),
    images(
      "XML after a byte order mark", [0xEF, 0xBB, 0xBF] + text("<?xml "), .otherFormat(.webPage),
      "a web page"),
    images("three bytes of HTML", text("<a>"), .otherFormat(.webPage), "a web page"),
    images("compressed HTML", gzip(text("<html></html>")), .otherFormat(.webPage), "a web page"),
    images(
      "ZIP", [0x50, 0x4B, 3, 4] + someBytes(40), .otherFormat(.zip),
      "this looks like a ZIP archive, not an IDX file; unpack it first"),
    images(
      "Git LFS pointer", text("version https://git-lfs.github.com/spec/v1\noid sha256:00\n"),
      .otherFormat(.largeFilePointer), "fetch the file itself with git lfs pull"),
    images(
      "PNG", [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A],
      .magic(found: [0x89, 0x50, 0x4E, 0x47]), "this one with 89 50 4E 47"),
    images("text", text("5,0,0,0"), .magic(found: text("5,0,")), "35 2C 30 2C"),
  ]

  static let labels = [
    labels(
      "images for labels", idxHeader([1, 1, 1]) + [0], .dimensions(expected: .labels, found: 3),
      "the IDX header has 3 dimensions, expected 1 (labels); is it the right file?"),
    labels("no label", idxHeader([0]), .empty(sizes: [0]), "says 0, which"),
    labels(
      "FFFFFFFF labels", idxHeader([.max]), .tooLarge(sizes: [4_294_967_295]), "says 4294967295"),
    labels(
      "a label missing", idxHeader([3]) + [1, 2], .truncated(sizes: [3], expected: 3, found: 2),
      "says 3 = 3 bytes, found 2"),
    labels(
      "a label too many", idxHeader([3]) + [1, 2, 3, 4], .trailingBytes(sizes: [3], expected: 3),
      "more bytes follow"),
    labels("HTML for labels", text("<html>"), .otherFormat(.webPage), "a web page"),
    labels(
      "labels with a wrong checksum", flipping(gzip(IDX.encode(labels: [1, 2])), fromEnd: 8),
      .gzip(.checksum), "does not match the gzip checksum"),
  ]

  static func images(
    _ name: String, _ bytes: [UInt8], _ error: IDXError, _ text: String
  ) -> BadFile {
    BadFile(name: name, content: .images, bytes: bytes, error: error, text: text)
  }

  static func labels(
    _ name: String, _ bytes: [UInt8], _ error: IDXError, _ text: String
  ) -> BadFile {
    BadFile(name: name, content: .labels, bytes: bytes, error: error, text: text)
  }

  static func text(_ text: String) -> [UInt8] { Array(text.utf8) }
}

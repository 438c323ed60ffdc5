import LeNetArchives
import LeNetData
import LeNetModel
import LeNetTestSupport
import Testing

/// A file that is not right, the error it gives, and part of what the error says.
struct BadFile: Sendable, CustomTestStringConvertible {
  let name: String
  let content: IDX.Content
  let bytes: [UInt8]
  let error: IDXError
  let text: String

  var testDescription: String { name }

  /// The error of reading the file.
  func read() throws(IDXError) {
    switch content {
    case .images: _ = try IDX.images(bytes)
    case .labels: _ = try IDX.labels(bytes)
    case .labelTable: _ = try IDX.labelTable(bytes)
    }
  }
}

@Suite("IDX files that are not right")
struct IDXErrorTests {
  @Test("each is refused with its own error and sentence", arguments: BadFile.all)
  func refused(file: BadFile) {
    let error = #expect(throws: IDXError.self) { try file.read() }
    #expect(error == file.error)
    #expect(error?.description.contains(file.text) == true, "\(error?.description ?? "")")
    #expect(error?.description.contains("\n") == false)
  }

  @Test("there are enough of them, each with its own name")
  func table() {
    #expect(Set(BadFile.all.map(\.name)).count == BadFile.all.count)
    #expect(BadFile.all.count >= 50)
  }

  @Test(
    "a file cut at any byte of its header or its elements is refused",
    arguments: [Shape(1, 2, 3), Shape(3, 2, 3)])
  func truncation(shape: Shape) throws {
    let bytes = IDX.encode(images: someBytes(2 * shape.count), shape: shape)
    let header = bytes.count - 2 * shape.count
    for length in 0..<bytes.count {
      let error = #expect(throws: IDXError.self, "\(length) bytes") {
        try IDX.images(Array(bytes.prefix(length)))
      }
      switch error {
      case .truncatedHeader(_, let found): #expect(length < header && found == length)
      case .truncated(_, _, let found): #expect(length >= header && found == length - header)
      default: Issue.record("\(length) bytes: \(String(describing: error))")
      }
      let compressed = try Gzip.deflate(Array(bytes.prefix(length)))
      let again = #expect(throws: IDXError.self, "\(length) bytes, compressed") {
        try IDX.images(compressed)
      }
      #expect(again == error, "\(length) bytes, compressed")
    }
  }

  @Test("labels cut at any byte are refused")
  func truncatedLabels() {
    let bytes = IDX.encode(labels: someBytes(10))
    for length in 0..<bytes.count {
      #expect(throws: IDXError.self, "\(length) bytes") {
        try IDX.labels(Array(bytes.prefix(length)))
      }
    }
  }

  @Test("a compressed file cut at any byte is refused")
  func truncatedGzip() throws {
    let bytes = try smallCompressedImages()
    for length in 0..<bytes.count {
      #expect(throws: IDXError.self, "\(length) bytes") {
        try IDX.images(Array(bytes.prefix(length)))
      }
    }
  }

  @Test("a header of any two changed bytes never traps")
  func headerFuzz() {
    let bytes = IDX.encode(images: someBytes(12), shape: Shape(1, 2, 3))
    for first in 0..<16 {
      for second in first..<16 {
        for value in [0x00, 0x01, 0x7F, 0x80, 0xFF] as [UInt8] {
          var changed = bytes
          changed[first] = value
          changed[second] = value
          if let images = try? IDX.images(changed) {
            #expect(images.pixels.count == 12, "bytes \(first), \(second) = \(value)")
          }
        }
      }
    }
  }
}

import CZlib
import Foundation

/// The picture with the pixels of its bitmaps in place of PNG files, which other versions of zlib compress
/// otherwise.
public func readablePicture(_ svg: String, withPixels: Bool) -> String {
  let parts = svg.components(separatedBy: "data:image/png;base64,")
  return parts.dropFirst().reduce(parts[0]) { text, part in
    let end = part.firstIndex(of: "\"") ?? part.endIndex
    let pixels = withPixels ? pixels(inPNG: String(part[..<end])) : "..."
    return text + "data:pixels " + pixels + part[end...]
  }
}

private func pixels(inPNG text: String) -> String {
  let bytes = [UInt8](Data(base64Encoded: text) ?? Data())
  func word(_ place: Int) -> Int { bytes[place..<place + 4].reduce(0) { $0 << 8 | Int($1) } }
  let (columns, rows, channels) = (word(16), word(20), bytes[25] == 2 ? 3 : 1)
  let packed = Array(bytes[41..<41 + word(33)])
  var raw = [UInt8](repeating: 0, count: rows * (columns * channels + 1))
  var count = uLongf(raw.count)
  precondition(uncompress(&raw, &count, packed, uLong(packed.count)) == Z_OK && count == raw.count)
  let lines = (0..<rows).map { row in
    let start = row * (columns * channels + 1) + 1
    return runs(
      (0..<columns).map { column in
        (0..<channels).map { String(raw[start + column * channels + $0], radix: 16) }
          .joined(separator: ",")
      }
    ).joined(separator: " ")
  }
  return "\(columns)x\(rows): " + runs(lines).joined(separator: "; ")
}

/// The texts, equal ones in a row only once, with their number.
private func runs(_ texts: [String]) -> [String] {
  var runs: [(text: String, count: Int)] = []
  for text in texts {
    if runs.last?.text == text {
      runs[runs.count - 1].count += 1
    } else {
      runs.append((text, 1))
    }
  }
  return runs.map { $0.count == 1 ? $0.text : "\($0.count)*(\($0.text))" }
}

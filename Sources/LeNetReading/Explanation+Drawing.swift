import LeNetText
public import LeNetGraphics
import LeNetImages
import LeNetModel

extension Explanation {
  /// All steps in one drawing.
  public var drawing: Drawing {
    let heights = layers.map { MapPictures.height(of: $0.shape) }
    var drawing = Drawing(
      width: 800, height: 500 + heights.reduce(0) { $0 + $1 + 14 }, title: "How \(name) was read",
      summary: "\(answer) \(steps)")
    drawing.text(Self.shortened(name), x: 16, y: 28, size: 15, isBold: true)
    drawing.text(answer, x: 16, y: 50, size: 13)
    for (number, line) in stepLines.enumerated() {
      drawing.text(line, x: 16, y: 67 + 15 * Double(number), size: 11.5, tone: .quiet)
    }
    drawSteps(into: &drawing, y: 90)
    drawScores(into: &drawing, y: 304)
    var y = 484.0
    for (layer, height) in zip(layers, heights) {
      drawing.text(layer.name, x: 16, y: y + min(height, 40) / 2 + 4, size: 12, tone: .quiet)
      MapPictures.draw(layer.values, layer.shape, into: &drawing, x: 84, y: y)
      y += height + 14
    }
    return drawing
  }

  /// The answer as a sentence.
  public var answer: String {
    let confidence = NumberText.confidence(reading.confidence)
    switch reading.verdict {
    case .accepted: return "Read as \(reading.label ?? ""), \(confidence) sure: accepted."
    case .unsure:
      return "Perhaps \(reading.label ?? ""), \(confidence) sure: too little to be accepted."
    case .several:
      return
        "Several digits: the main one looks like \(reading.label ?? ""). Crop the picture to one digit."
    case .other:
      return
        "Not a digit, with a probability of \(NumberText.confidence(reading.other)); the nearest "
        + "class is \(reading.label ?? "")."
    case .blank: return "Blank: no ink was found."
    }
  }

  /// The preparation of the picture, as sentences.
  public var steps: String {
    guard let preparation else {
      guard input != nil else { return "Nothing stands out from the paper." }
      return shape.maps == 1
        ? "The whole picture was made grey and resized." : "The whole picture was resized."
    }
    var text = preparation.isLightOnDark ? "Light ink on dark paper" : "Dark ink on light paper"
    text +=
      "; the ink takes \(preparation.box.columns.count) x \(preparation.box.rows.count) of "
      + "\(picture.columns) x \(picture.rows) pixels"
    if max(picture.columns, picture.rows) == RasterImage.longestSide {
      text += " (larger pictures are first shrunk to this size)"
    }
    if preparation.isEnclosed { text += "; it lies on a sheet or inside a closed line" }
    if preparation.likePieces > 0 {
      let pieces = preparation.likePieces
      text += "; \(pieces.of("piece")) of ink much like it \(pieces == 1 ? "was" : "were") left out"
    }
    if reading.turned != 0 { text += "; it was turned by \(reading.turned) degrees clockwise" }
    if preparation.widening > 0 { text += "; its thin strokes were widened" }
    if preparation.widening < 0 { text += "; its thick strokes were thinned" }
    return text + "."
  }

  /// The steps in lines that fit the drawing, broken between words; two at most.
  private var stepLines: [String] {
    let longest = 130
    var lines = [""]
    for word in steps.split(separator: " ") {
      let line = lines[lines.count - 1]
      if line.isEmpty {
        lines[lines.count - 1] = String(word)
      } else if line.count + word.count < longest {
        lines[lines.count - 1] = "\(line) \(word)"
      } else {
        lines.append(String(word))
      }
    }
    return lines
  }

  /// The side of a step's picture.
  private static let side = 146.0

  /// The pictures of the steps from left to right; each draws itself with its upper left corner at a place.
  var stepPictures: [StepPicture] {
    let (rows, columns) = preparation.map { ($0.original.rows, $0.original.columns) } ?? (0, 0)
    var pictures = [StepPicture("the picture", Bitmap(picture, longest: 292))]
    guard let input else { return pictures }
    if let preparation {
      let scale = Self.side / Double(max(rows, columns))
      let box = preparation.box
      pictures[0].box = (
        left: Double(box.columns.lowerBound) * scale, top: Double(box.rows.lowerBound) * scale,
        right: Double(box.columns.upperBound) * scale, bottom: Double(box.rows.upperBound) * scale
      )
      pictures += [
        StepPicture(
          "its ink",
          Bitmap(grey: preparation.ink, rows: rows, columns: columns, longest: 292)),
        StepPicture("the digit's box", preparation.cropped),
      ]
    }
    return pictures + [
      StepPicture("what the network saw", Bitmap(input: input, shape)),
      StepPicture(
        "what decided",
        Bitmap(
          signed: occlusionMap, reach: occlusionMap.map(abs).max() ?? 1, rows: shape.rows,
          columns: shape.columns), note: ["orange: for the answer", "blue: against it"]),
    ]
  }

  /// A step's picture with its title.
  struct StepPicture {
    let title: String
    /// Lines below the picture.
    let note: [String]
    /// The box of the digit in the picture.
    var box: (left: Double, top: Double, right: Double, bottom: Double)?
    private let bitmap: Bitmap
    private let scale: Double

    init(_ title: String, _ bitmap: Bitmap, note: [String] = []) {
      (self.title, self.bitmap, self.note) = (title, bitmap, note)
      scale = Explanation.side / Double(max(bitmap.rows, bitmap.columns))
    }

    /// The picture alone.
    var drawing: Drawing {
      var drawing = Drawing(
        width: Double(bitmap.columns) * scale + 2, height: Double(bitmap.rows) * scale + 2,
        title: title, summary: ([title] + note).joined(separator: "; "))
      draw(into: &drawing, x: 1, y: 1)
      return drawing
    }

    func draw(into drawing: inout Drawing, x: Double, y: Double) {
      drawing.bitmap(bitmap, x: x, y: y, width: Double(bitmap.columns) * scale)
      guard let box else { return }
      let (left, right, top, bottom) = (x + box.left, x + box.right, y + box.top, y + box.bottom)
      drawing.line(
        [(left, top), (right, top), (right, bottom), (left, bottom), (left, top)], tone: .vermilion,
        width: 1.5)
    }
  }

  private func drawSteps(into drawing: inout Drawing, y: Double) {
    let steps = stepPictures
    for (number, step) in steps.enumerated() {
      // A picture that was only resized has no ink and no box.
      let place = number > 0 && preparation == nil ? number + 2 : number
      let x = 16 + 156 * Double(place)
      drawing.text(step.title, x: x, y: y + 10, size: 11.5, tone: .quiet)
      step.draw(into: &drawing, x: x, y: y + 20)
      for (row, line) in step.note.enumerated() {
        drawing.text(
          line, x: x, y: y + Self.side + 34 + 14 * Double(row), size: 10.5, tone: .quiet)
      }
    }
  }

  /// The classes and none of them with their shares, and the place of the greatest.
  var bars: (shares: [(name: String, share: Double)], best: Int?) {
    guard input != nil else { return ([], nil) }
    let certainty = reading.shares
    let shares =
      zip(classes, certainty.classes).map { (name: $0, share: $1) }
      + (reading.other > 0 ? [(name: "none", share: certainty.none)] : [])
    return (shares, shares.indices.max { shares[$0].share < shares[$1].share })
  }

  private func drawScores(into drawing: inout Drawing, y: Double) {
    let (shares, best) = bars
    guard !shares.isEmpty else { return }
    let step = 768 / Double(shares.count)
    for (index, (name, share)) in shares.enumerated() {
      let x = 16 + step * Double(index)
      let height = 110 * share
      drawing.rectangle(x: x, y: y + 16, width: step - 8, height: 110, tone: .faint)
      drawing.rectangle(
        x: x, y: y + 126 - height, width: step - 8, height: height,
        tone: index == best ? .orange : .blue)
      drawing.text(
        NumberText.confidence(share), x: x + (step - 8) / 2, y: y + 10, size: 10.5, anchor: .middle,
        tone: .quiet)
      drawing.text(name, x: x + (step - 8) / 2, y: y + 144, size: 13, anchor: .middle)
    }
  }

  private static func shortened(_ name: String) -> String {
    name.count <= 80 ? name : "…" + name.suffix(79)
  }
}

extension DigitPreparation {
  /// The digit's ink inside its box.
  fileprivate var cropped: Bitmap {
    var part: [UInt8] = []
    for row in box.rows {
      part +=
        ink[
          row * original.columns + box.columns.lowerBound..<row * original.columns
            + box.columns.upperBound]
    }
    return Bitmap(grey: part, rows: box.rows.count, columns: box.columns.count, longest: 292)
  }
}

extension Bitmap {
  /// A picture, with no side longer than `longest`.
  init(_ picture: RasterImage, longest: Int) {
    let (count, bytes) = (picture.channels.rawValue, picture.bytes)
    let isColour = count >= 3
    self.init(rows: picture.rows, columns: picture.columns, longest: longest) { place in
      let start = place * count
      let alpha = count % 2 == 0 ? Int(bytes[start + count - 1]) : 255
      // On white, as on a page.
      func shown(_ channel: Int) -> UInt8 {
        UInt8((Int(bytes[start + (isColour ? channel : 0)]) * alpha + 255 * (255 - alpha)) / 255)
      }
      return (shown(0), shown(1), shown(2))
    }
  }

  /// The network's input: ink, or three colours.
  fileprivate init(input: [UInt8], _ shape: Shape) {
    guard shape.maps == 3 else {
      self.init(ink: input, rows: shape.rows, columns: shape.columns)
      return
    }
    let area = shape.rows * shape.columns
    self.init(
      rows: shape.rows, columns: shape.columns,
      colours: (0..<area).map { (input[$0], input[area + $0], input[2 * area + $0]) })
  }

  /// Ink, 255 black, with no side longer than `longest`.
  fileprivate init(grey: [UInt8], rows: Int, columns: Int, longest: Int) {
    self.init(rows: rows, columns: columns, longest: longest) { place in
      (255 - grey[place], 255 - grey[place], 255 - grey[place])
    }
  }

  private init(
    rows: Int, columns: Int, longest: Int, colour: (Int) -> (UInt8, UInt8, UInt8)
  ) {
    let step = max(1, (max(rows, columns) + longest - 1) / longest)
    let (newRows, newColumns) = ((rows + step - 1) / step, (columns + step - 1) / step)
    var colours: [(UInt8, UInt8, UInt8)] = []
    for row in 0..<newRows {
      for column in 0..<newColumns {
        var (sum, count) = (SIMD3<Int>(), 0)
        for down in row * step..<min((row + 1) * step, rows) {
          for right in column * step..<min((column + 1) * step, columns) {
            let (red, green, blue) = colour(down * columns + right)
            sum &+= SIMD3(Int(red), Int(green), Int(blue))
            count += 1
          }
        }
        colours.append(
          (UInt8(sum[0] / count), UInt8(sum[1] / count), UInt8(sum[2] / count)))
      }
    }
    self.init(rows: newRows, columns: newColumns, colours: colours)
  }
}

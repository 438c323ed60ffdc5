import LeNet
import LeNetDrawing
import LeNetText

/// The maps of each layer in characters.
struct MapText {
  private let layers: [LayerActivity]

  /// The largest number of rows of maps per layer.
  private static let mostRows = 2
  /// The number of a vector's elements per row.
  private static let vectorColumns = 60

  init(_ layers: [LayerActivity]) {
    self.layers = layers
  }

  func lines(on terminal: Terminal) -> [String] {
    layers.flatMap { layer -> [String] in
      let shape = layer.shape
      let title = terminal.paint(layer.name, .bold) + " \(shape.displayText)"
      guard shape.rows > 1 || shape.columns > 1 else {
        return ["", title] + vector(layer.values).lines(on: terminal)
      }
      // Small maps would be blurred by characters that show two rows.
      let isSmall = shape.rows <= 10 && shape.columns <= 20
      let width = max(shape.columns * (isSmall ? 2 : 1), 3)
      let perRow = max(1, (terminal.columns + 2) / (width + 2))
      let shown = min(shape.maps, perRow * Self.mostRows)
      let (least, greatest) = (layer.values.min() ?? 0, layer.values.max() ?? 1)
      let size = shape.rows * shape.columns
      let items = (0..<shown).map { map in
        let drawing = DigitDrawing(
          values: layer.values[map * size..<(map + 1) * size], from: least, to: greatest,
          rows: shape.rows, columns: shape.columns)
        return DigitGallery.Item(
          drawing: isSmall ? drawing.doubled : drawing, caption: "\(map)", colour: .bold)
      }
      return ["", title + (shown < shape.maps ? ", the first \(shown)" : "")]
        + DigitGallery(items: items).lines(on: terminal)
    }
  }

  private func vector(_ values: [Float]) -> DigitDrawing {
    let isBitmap = values.count == DigitBitmap.rows * DigitBitmap.columns
    let columns = isBitmap ? DigitBitmap.columns : min(values.count, Self.vectorColumns)
    let rows = (values.count + columns - 1) / max(columns, 1)
    let (least, greatest) = (values.min() ?? 0, values.max() ?? 1)
    let padded = values + Array(repeating: least, count: rows * columns - values.count)
    return DigitDrawing(
      values: padded[...], from: least, to: greatest, rows: rows, columns: columns)
  }
}

/// The kernels of a model's convolutions in characters: black negative, white positive.
struct KernelText {
  private let model: ModelFile

  private static let mostRows = 4

  init(_ model: ModelFile) {
    self.model = model
  }

  func lines(on terminal: Terminal) -> [String] {
    var lines = ["\(model.architecture.name): kernels, least black, greatest white"]
    for layer in model.parameters.layout.layers {
      guard case .convolution(let convolution) = layer.layer,
        let tensor = layer.parameters.first(where: { $0.role == .weight })
      else { continue }
      let weights = Array(model.parameters.values[tensor.range])
      let reach = weights.map(\.magnitude).max() ?? 0
      let area = convolution.kernel * convolution.kernel
      let pairs = (0..<convolution.maps).flatMap { map in
        (convolution.connections?.sources[map] ?? Array(0..<layer.input.maps)).map { (map, $0) }
      }
      let digits = "\(convolution.maps - 1)<\(layer.input.maps - 1)".count
      let perRow = max(1, (terminal.columns + 2) / (max(2 * convolution.kernel, digits) + 2))
      let shown = pairs.prefix(perRow * Self.mostRows)
      let items = shown.map { map, source in
        let start = (map * layer.input.maps + source) * area
        return DigitGallery.Item(
          drawing: DigitDrawing(
            values: weights[start..<start + area], from: -reach, to: reach,
            rows: convolution.kernel, columns: convolution.kernel
          ).doubled,
          caption: layer.input.maps == 1 ? "\(map)" : "\(map)<\(source)", colour: .bold)
      }
      lines += [
        "",
        terminal.paint(layer.name, .bold)
          + " \(pairs.count.of("kernel"))"
          + (shown.count < pairs.count ? ", the first \(shown.count)" : "")
          + (layer.input.maps == 1 ? "" : ", map < map of its input"),
      ]
      lines += DigitGallery(items: items).lines(on: terminal)
    }
    return lines
  }
}

/// The first images of each class in characters.
struct SampleText {
  private let dataset: Dataset
  private let split: String
  private let perClass: Int

  /// The margin to cut off if an image is large enough: MNIST's digits have one of 4 pixels.
  static let border = 2

  init(_ dataset: Dataset, split: String, perClass: Int) {
    self.dataset = dataset
    self.split = split
    self.perClass = perClass
  }

  func lines(on terminal: Terminal) -> [String] {
    var lines = [
      ("\(dataset.name), \(split) split: \(dataset.count.of("image")) of "
        + "\(dataset.shape), \(dataset.classes.count.of("class", "classes"))").visible
    ]
    for sample in dataset.samples(perClass: perClass) {
      let items = sample.images.map {
        DigitGallery.Item(
          drawing: DigitDrawing(image: $0, of: dataset).cropped(border: Self.border), caption: "",
          colour: .bold)
      }
      lines += [
        "",
        terminal.paint(sample.name.visible, .bold)
          + ", \(sample.count.of("image"))",
      ]
      lines += DigitGallery(items: items).lines(on: terminal).filter { !$0.isEmpty }
    }
    return lines
  }
}

extension UnitArithmetic {
  /// The numbers and the steps, for people.
  var lines: [String] {
    var lines: [String] = []
    for grid in grids {
      lines += ["", grid.title]
      guard grid.columns <= 9, grid.values.count <= 100 else {
        lines.append("\(grid.values.count.of("number")), drawn by --output FILE.svg")
        continue
      }
      let texts = grid.values.map(\.fine)
      let width = texts.map(\.count).max() ?? 0
      for start in stride(from: 0, to: texts.count, by: grid.columns) {
        lines.append(
          texts[start..<min(start + grid.columns, texts.count)]
            .map { TextTable.pad($0, to: width, .right) }.joined(separator: "  "))
      }
    }
    return lines + [""] + steps + ["", "numbers are rounded to three decimals"]
  }
}

extension DigitDrawing {
  /// An image of a data set; the mean of its colours.
  init(image: Int, of dataset: Dataset) {
    let shape = dataset.shape
    let area = shape.rows * shape.columns
    let pixels = dataset.pixels(of: image)
    self.init(
      rows: shape.rows, columns: shape.columns,
      pixels: (0..<area).map { place in
        let sum = (0..<shape.maps).reduce(0) { $0 + Int(pixels[$1 * area + place]) }
        return UInt8(sum / shape.maps)
      })
  }

  /// Numbers between two bounds, as shades of grey.
  init(values: ArraySlice<Float>, from least: Float, to greatest: Float, rows: Int, columns: Int) {
    let range = max(greatest - least, .leastNormalMagnitude)
    self.init(
      rows: rows, columns: columns,
      pixels: values.map { value in
        let share = min(max((value - least) / range, 0), 1)
        return share.isFinite ? UInt8(share * 255) : 0
      })
  }
}

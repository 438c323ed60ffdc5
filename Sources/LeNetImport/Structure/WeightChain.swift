/// The layers of a bag of weights in the order in which they follow each other.
struct WeightChain: Hashable {
  enum Link: Hashable {
    case convolution(SquareKernel)
    case dense(Connection)
    case normalization(Normalization)
  }

  var links: [Link]

  /// The order of sizes in a file.
  private struct Order: Hashable {
    /// The axes that become output, input, row and column.
    let kernel: [Int]
    let isInputFirst: Bool
  }

  /// The chains of a bag: one for each order of sizes that fits, the usual one first.
  static func chains(of bag: WeightBag) throws(ImportError) -> [WeightChain] {
    let groups = try WeightGroup.groups(bag.tensors)
    guard groups.contains(where: { $0.tensors[.weight] != nil }) else {
      throw .noWeights(
        "it has no tensor that is a weight, only "
          + bag.tensors.prefix(4).map { "'\($0.name)'" }.joined(separator: ", "))
    }
    guard groups.count <= 64 else { throw .tooLarge(what: "layers", limit: 64) }
    if let nested = groups.first(where: { group in
      group.tensors[.weight] != nil && isNestedBlock(group.name)
    }) {
      throw .unsupported(
        place: nested.name, what: "in a block of a residual network", expected: "layers in a row")
    }
    let oihw = [0, 1, 2, 3]
    let hwio = [3, 2, 0, 1]
    let ohwi = [0, 3, 1, 2]
    let orders: [Order] =
      switch bag.habit {
      case .pytorch: [Order(kernel: oihw, isInputFirst: false)]
      case .paddle: [Order(kernel: oihw, isInputFirst: true)]
      case .keras: [Order(kernel: hwio, isInputFirst: true)]
      case .any:
        [oihw, hwio, ohwi].flatMap {
          [Order(kernel: $0, isInputFirst: false), Order(kernel: $0, isInputFirst: true)]
        }
      }
    var chains: [WeightChain] = []
    var firstProblem: ImportError?
    for order in orders {
      do throws(ImportError) {
        let chain = try chain(groups, order)
        if !chains.contains(chain) { chains.append(chain) }
      } catch {
        firstProblem = firstProblem ?? error
      }
    }
    guard !chains.isEmpty else {
      throw firstProblem ?? .noNetwork("no order of its layers fits")
    }
    return chains
  }

  /// Whether a name is that of a convolution in a residual block, such as layer1.0.conv2.weight.
  private static func isNestedBlock(_ name: String) -> Bool {
    let parts = name.split(separator: ".")
    return parts.contains("downsample") || parts.contains("shortcut")
      || zip(parts, parts.dropFirst()).contains { $0.hasPrefix("layer") && Int($1) != nil }
        && parts.contains { $0.hasPrefix("conv") }
  }

  private static func chain(
    _ groups: [WeightGroup], _ order: Order
  ) throws(ImportError) -> WeightChain {
    var links: [Link] = []
    for group in groups { links.append(try link(group, order)) }
    if fits(links) { return WeightChain(links: links) }
    let sorted = groups.indices.sorted {
      groups[$0].sortKey.lexicographicallyPrecedes(groups[$1].sortKey)
    }
    if case let links = sorted.map({ links[$0] }), fits(links) { return WeightChain(links: links) }
    if let found = arranged(links) { return WeightChain(links: found) }
    throw misfit(links)
  }

  private static func link(_ group: WeightGroup, _ order: Order) throws(ImportError) -> Link {
    if group.tensors[.scale] != nil || group.tensors[.mean] != nil {
      guard let mean = group.tensors[.mean]?.values,
        let variance = group.tensors[.variance]?.values,
        mean.count == variance.count
      else {
        throw .unsupported(
          place: group.name, what: "a normalization without running statistics",
          expected: "batch normalization")
      }
      let scale = group.tensors[.scale]?.values ?? [Float](repeating: 1, count: mean.count)
      let shift = group.tensors[.shift]?.values ?? [Float](repeating: 0, count: mean.count)
      guard scale.count == mean.count, shift.count == mean.count else {
        throw .noNetwork("\(group.name) has tensors of different lengths")
      }
      return .normalization(
        Normalization(name: group.name, scale: scale, shift: shift, mean: mean, variance: variance))
    }
    guard let weight = group.tensors[.weight] else {
      throw .unsupported(
        place: group.name, what: "a parameter without weights",
        expected: "the parameters of convolutions, full connections and batch normalizations")
    }
    func bias(_ count: Int) throws(ImportError) -> [Float] {
      guard let bias = group.tensors[.bias]?.values else {
        return [Float](repeating: 0, count: count)
      }
      guard bias.count == count else {
        throw .noNetwork("\(group.name) has \(count) outputs and \(bias.count) biases")
      }
      return bias
    }
    guard weight.values.count > 0 else { throw .noNetwork("\(weight.name) is empty") }
    switch weight.sizes.count {
    case 4:
      let sizes = order.kernel.map { weight.sizes[$0] }
      guard sizes[2] == sizes[3] else {
        throw .unsupported(
          place: weight.name, what: "a convolution of \(sizes[2])x\(sizes[3])",
          expected: "a square kernel")
      }
      return .convolution(
        SquareKernel(
          name: weight.name, maps: sizes[0], inputs: sizes[1], side: sizes[2],
          weights: reordered(weight.values, sizes: weight.sizes, order: order.kernel),
          bias: try bias(sizes[0])))
    case 2:
      let (units, inputs) =
        order.isInputFirst
        ? (weight.sizes[1], weight.sizes[0]) : (weight.sizes[0], weight.sizes[1])
      return .dense(
        Connection(
          name: weight.name, units: units, inputs: inputs,
          weights: order.isInputFirst
            ? reordered(weight.values, sizes: weight.sizes, order: [1, 0]) : weight.values,
          bias: try bias(units)))
    case 1:
      throw .unsupported(
        place: group.name, what: "a normalization without running statistics",
        expected: "batch normalization")
    default:
      throw .unsupported(
        place: weight.name, what: "a weight of \(weight.sizes.count) sizes",
        expected: "a convolution of 4 or a full connection of 2")
    }
  }

  /// Whether the second layer can follow the first, of which `maps` come.
  private static func follows(_ link: Link, _ state: State?) -> State? {
    switch (link, state) {
    case (.convolution(let kernel), nil):
      return kernel.inputs == 1 || kernel.inputs == 3 ? .maps(kernel.maps) : nil
    case (.convolution(let kernel), .maps(let maps)):
      return kernel.inputs == maps ? .maps(kernel.maps) : nil
    case (.dense(let connection), nil):
      guard let side = squareRoot(connection.inputs), side > 3 else {
        guard connection.inputs.isMultiple(of: 3), squareRoot(connection.inputs / 3) != nil else {
          return nil
        }
        return .units(connection.units)
      }
      return .units(connection.units)
    case (.dense(let connection), .maps(let maps)):
      guard connection.inputs.isMultiple(of: maps), squareRoot(connection.inputs / maps) != nil
      else { return nil }
      return .units(connection.units)
    case (.dense(let connection), .units(let units)):
      return connection.inputs == units ? .units(connection.units) : nil
    case (.normalization(let normalization), .maps(let count)):
      return normalization.scale.count == count ? state : nil
    case (.normalization(let normalization), .units(let count)):
      return normalization.scale.count == count ? state : nil
    case (.convolution, .units), (.normalization, nil): return nil
    }
  }

  private enum State: Hashable {
    case maps(Int)
    case units(Int)
  }

  private static func fits(_ links: [Link]) -> Bool {
    var state: State?
    for link in links {
      guard let next = follows(link, state) else { return false }
      state = next
    }
    return state != nil
  }

  /// An order in which the layers fit, the earlier ones of the file first; nil without one.
  private static func arranged(_ links: [Link]) -> [Link]? {
    var tries = 0
    func search(_ used: Set<Int>, _ order: [Int], _ state: State?) -> [Int]? {
      tries += 1
      guard tries < 20_000 else { return nil }
      if order.count == links.count { return order }
      for index in links.indices where !used.contains(index) {
        guard let next = follows(links[index], state) else { continue }
        if let found = search(used.union([index]), order + [index], next) { return found }
      }
      return nil
    }
    return search([], [], nil).map { $0.map { links[$0] } }
  }

  private static func misfit(_ links: [Link]) -> ImportError {
    var state: State?
    for link in links {
      guard let next = follows(link, state) else {
        switch (link, state) {
        case (.convolution(let kernel), .maps(let maps)):
          if kernel.inputs < maps, kernel.inputs > 0, maps.isMultiple(of: kernel.inputs) {
            return .unsupported(
              place: kernel.name, what: "a grouped convolution", expected: "one of all maps")
          }
          return .noNetwork("\(kernel.name) takes \(kernel.inputs) maps, and \(maps) come")
        case (.convolution(let kernel), _):
          return .noNetwork(
            "\(kernel.name) takes \(kernel.inputs) maps, and no layer gives so many")
        case (.dense(let connection), _):
          return .noNetwork(
            "\(connection.name) takes \(connection.inputs) numbers, which the layers before do not give"
          )
        case (.normalization(let normalization), _):
          return .noNetwork(
            "\(normalization.name) normalizes \(normalization.scale.count) maps, which the layers before do not give"
          )
        }
      }
      state = next
    }
    return .noNetwork("it is empty")
  }

  /// The root of a square; nil for other numbers.
  static func squareRoot(_ number: Int) -> Int? {
    guard number > 0, number <= 1 << 28 else { return nil }
    let root = Int(Double(number).squareRoot().rounded())
    return root * root == number ? root : nil
  }
}

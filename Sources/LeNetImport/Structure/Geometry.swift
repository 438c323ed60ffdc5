/// What happens between the weights of a network: the sizes that the shapes allow.
struct Geometry: Hashable {
  /// Around a convolution.
  struct Place: Hashable {
    var padding = 0
    var stride = 1
    /// Pooling behind it; window 1 for none.
    var window = 1
    var poolStride = 1
  }

  /// Rows and columns of the input.
  var side: Int
  /// Pooling before the first convolution; 1 for none.
  var leadingWindow = 1
  var places: [Place]
  /// How unusual it is.
  var cost: Double

  var hasPooling: Bool { leadingWindow > 1 || places.contains { $0.window > 1 } }

  /// The geometries for kernels of these sides that end in maps of `finalSide`, the usual ones first.
  static func all(kernels: [Int], finalSide: Int, sides: [Int]) -> [Geometry] {
    guard !kernels.isEmpty else { return [] }
    var found: [Geometry] = []
    var nodes = 0
    let isShort = kernels.count <= 3
    func search(_ index: Int, _ side: Int, _ geometry: Geometry) {
      nodes += 1
      guard nodes < 300_000, geometry.cost < 9 else { return }
      if index == kernels.count {
        if side == finalSide { found.append(geometry) }
        return
      }
      let kernel = kernels[index]
      for padding in Set([0, kernel / 2]) {
        for stride in isShort ? [1, 2] : [1] {
          let full = side + 2 * padding - kernel
          guard full >= 0 else { continue }
          let after = full / stride + 1
          var pools = [(1, 1, 0.8), (2, 2, 0)]
          if isShort { pools += [(3, 3, 2.5), (3, 2, 2.5), (4, 4, 3)] }
          for (window, step, cost) in pools where after >= window {
            let pooled = (after - window) / step + 1
            guard pooled >= 1 else { continue }
            var next = geometry
            var cost = cost + (stride == 2 ? 2 : 0)
            if window == 1, after == 1 || stride == 2 { cost -= 0.8 }
            // Rows that a pooling leaves out are unusual.
            if window > 1, (after - window) % step != 0 { cost += 0.8 }
            if padding > 0 { cost += kernel >= 5 ? (index == 0 ? 0.4 : 0.7) : 0.3 }
            if index > 0, (geometry.places[index - 1].padding > 0) != (padding > 0) {
              cost += kernel >= 5 && index == 1 ? 0 : 0.5
            }
            next.cost += cost
            next.places.append(
              Place(padding: padding, stride: stride, window: window, poolStride: step))
            search(index + 1, pooled, next)
          }
        }
      }
    }
    for (order, side) in sides.enumerated() {
      search(0, side, Geometry(side: side, places: [], cost: order == 0 ? 0 : 0.5))
      if isShort {
        search(
          0, side / 2, Geometry(side: side, leadingWindow: 2, places: [], cost: 3 + Double(order)))
      }
    }
    found.sort { $0.cost < $1.cost }
    guard let least = found.first?.cost else { return [] }
    return Array(found.prefix { $0.cost <= least + 3.5 }.prefix(8))
  }
}

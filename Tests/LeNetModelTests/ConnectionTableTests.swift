import LeNetModel
import LeNetText
import Testing

@Suite struct ConnectionTableTests {
  @Test("Table I of the paper: 16 maps, 60 links, every map of S2 used 10 times")
  func table1() {
    let table = ConnectionTable.table1
    #expect(table.sources.count == 16)
    #expect(table.links == 60)
    for map in 0..<6 {
      #expect(table.sources.count { $0.contains(map) } == 10, "map \(map)")
    }
    #expect(Set(table.sources).count == 16)
    #expect(table.sources.map(\.count) == [3, 3, 3, 3, 3, 3, 4, 4, 4, 4, 4, 4, 4, 4, 4, 6])
    #expect(table.sources[4] == [0, 4, 5])
    #expect(table.sources[12] == [0, 1, 3, 4])
    #expect(table.sources[14] == [0, 2, 3, 5])
  }

  @Test func listsAreSorted() {
    #expect(ConnectionTable(sources: [[2, 0, 1]]).sources == [[0, 1, 2]])
  }

  @Test func codedAsLists() throws {
    let json = try JSON(encoding: ConnectionTable(sources: [[0, 1], [2]]))
    #expect(json.text == "[[0,1],[2]]")
    #expect(try json.decoded(as: ConnectionTable.self).sources == [[0, 1], [2]])
  }
}

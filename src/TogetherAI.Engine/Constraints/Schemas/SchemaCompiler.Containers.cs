using TogetherAI.Engine.Constraints.Automaton;
using TogetherAI.Engine.Constraints.Languages;

namespace TogetherAI.Engine.Constraints.Schemas;

/// <summary>Arrays and objects.</summary>
internal sealed partial class SchemaCompiler
{
    // What is counted or proved doubles the ways an item or a property can be read.
    private const int MaxCounted = 4, MaxWitnesses = 8, MaxFirst = 2_000, MaxFirstUnique = 32;

    private Node Array(ArrayShape shape)
    {
        if (shape.IsUnique && shape.Max is null or > 1)
            return Unique(shape);
        if (shape.Counted.Count > MaxCounted)
            throw new UnsupportedSchemaException("contains", _path, $"stands at more than {MaxCounted} places for one array, which this engine cannot count at once.");
        int special = shape.Counted.Select(static one => one.From).Append(shape.First.Count).Max();
        if (special > MaxFirst)
            throw new UnsupportedSchemaException("prefixItems", _path, $"has more than {MaxFirst} schemas.");
        return Add(new ArrayNode(new ArrayParts(
            [.. Enumerable.Range(0, special).Select(i => Kind(shape.At(i), shape.Counted))],
            Kind(shape.Rest, shape.Counted),
            [.. shape.Counted.Select(static one => new CountedItems(one.From, one.Min, one.Max))],
            shape.Min,
            shape.Max,
            _isTight)));
    }

    private ItemKind Kind(Formula item, IReadOnlyList<ItemCount> counted)
    {
        Node[] values = new Node[1 << counted.Count];
        for (int choice = 0; choice < values.Length; choice++)
        {
            // Where too many would break it, what does not count must be known not to.
            List<Formula> parts = [item];
            for (int i = 0; i < counted.Count; i++)
            {
                if ((choice >> i & 1) != 0)
                    parts.Add(counted[i].Item);
                else if (counted[i].Max is not null)
                    parts.Add(Formulas.Not(counted[i].Item));
            }

            values[choice] = Compile(Formulas.And(parts));
        }

        return new ItemKind(values);
    }

    private Node Unique(ArrayShape shape)
    {
        if (shape.Counted.Count > 0)
            throw new UnsupportedSchemaException("uniqueItems", _path, "stands beside contains or a not of items; this engine cannot enforce both at once.");
        if (shape.First.Count > MaxFirstUnique)
            throw new UnsupportedSchemaException("prefixItems", _path, $"has more than {MaxFirstUnique} schemas beside uniqueItems: of each it must be known how many values there are.");
        return Add(new DistinctArrayNode([.. shape.First.Select(item => Compile(item, isTight: true))], Compile(shape.Rest, isTight: true), shape.Min, shape.Max, _isTight));
    }

    private Node Object(ObjectShape shape)
    {
        if (shape.Witnesses.Count > MaxWitnesses)
            throw new UnsupportedSchemaException("not", _path, $"asks for more than {MaxWitnesses} properties that prove something.");
        string[] names = [.. shape.Rules.Where(static rule => rule.Name is not null).Select(static rule => rule.Name!).Concat(shape.Required).Distinct(StringComparer.Ordinal)];
        Node[] values = [.. names.Select(name => Compile(_reader.ValueOf(shape, name)))];
        NameRule[] rules = [.. shape.Rules.Where(static rule => rule.Name is null)];
        Dfa others = OtherNames(shape, names, rules);
        int[] marks = [.. others.Marks];
        Dfa kinds = Dfa.Combine(others, Dfa.All, (mark, _) => mark == 0 ? 0 : System.Array.IndexOf(marks, mark) + 1);
        OtherKind[] otherKinds = [.. marks.Select(mark => KindOf(shape, rules, mark - 1))];
        if (_isTight)
            return Sorted(shape, names, values, kinds, otherKinds);
        HashSet<string> required = [.. shape.Required];
        IEnumerable<ObjectProperty> named = names.Zip(values, (name, value) => new ObjectProperty(new LiteralNode(SchemaText.Name(name), spaceMayFollow: true), value, required.Contains(name)));
        return Add(new ObjectNode(new ObjectParts([.. named], kinds, otherKinds, shape.Witnesses.Count, shape.Min, shape.Max)));
    }

    private Node Sorted(ObjectShape shape, string[] names, Node[] values, Dfa others, OtherKind[] kinds)
    {
        if (shape.Witnesses.Count > 0)
            throw new UnsupportedSchemaException("uniqueItems", _path, "cannot be enforced for objects of which some property must not meet a schema. Leave it out and check the value afterwards.");
        Dfa named = AnyJson.PlainNames.And(Dfa.Words(names));
        named = Dfa.Combine(named, Dfa.Words(names.Select(static (name, index) => (name, index + 1))), static (plain, mark) => plain != 0 ? mark : 0);
        Dfa all = Dfa.Combine(named, others, (name, other) => name != 0 ? name : other != 0 ? names.Length + other : 0);
        return Add(new SortedObjectNode(new SortedParts(all, [.. values, .. kinds.Select(static kind => kind.Value)], shape.Required, shape.Min, shape.Max)));
    }

    /// <summary>The names beside the named ones; a name's mark tells which rules and witnesses it falls under: bit by bit, plus one.</summary>
    private Dfa OtherNames(ObjectShape shape, string[] names, NameRule[] rules)
    {
        Dfa others = AnyJson.PlainNames.And(Dfa.Words(names).Not());
        int bit = 1;
        if (rules.Length + shape.Witnesses.Count > 24)
            throw new LanguageTooLargeException("What the names of properties fall under");
        foreach (NameRule rule in rules.Concat(shape.Witnesses))
        {
            int add = bit;
            Dfa covered = rule.Name is null ? rule.Names : Dfa.Words([rule.Name]);
            others = Dfa.Combine(others, covered, (mark, under) => mark == 0 ? 0 : mark + (under != 0 ? add : 0));
            bit <<= 1;
        }

        // Where a schema names properties, it most often means no others, even if it does not forbid them.
        bool needed = shape.Min > names.Length || shape.Witnesses.Count > 0;
        bool open = reading == JsonSchemaReading.Open || shape.SpeaksOfOthers || needed || (names.Length == 0 && !shape.NamesProperties);
        return open ? others : Dfa.Combine(others, Dfa.All, static (mark, _) => mark > 1 ? mark : 0);
    }

    private OtherKind KindOf(ObjectShape shape, NameRule[] rules, int covered)
    {
        Formula value = Formulas.And(rules.Where((_, index) => (covered >> index & 1) != 0).Select(static rule => rule.Value));
        return new OtherKind(
            Compile(value),
            [.. shape.Witnesses.Select((witness, index) => (covered >> (rules.Length + index) & 1) != 0 ? Compile(Formulas.And(value, witness.Value)) : null)]);
    }
}

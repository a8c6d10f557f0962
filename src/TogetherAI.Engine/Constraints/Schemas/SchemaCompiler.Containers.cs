using TogetherAI.Engine.Constraints.Automaton;
using TogetherAI.Engine.Constraints.Languages;

namespace TogetherAI.Engine.Constraints.Schemas;

/// <summary>Arrays and objects.</summary>
internal sealed partial class SchemaCompiler
{
    // What is counted or proved doubles the ways an item or a property can be read.
    private const int MaxCounted = 4, MaxWitnesses = 8, MaxFirst = 2_000;

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
            shape.Max)));
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
        bool hasSeveral = shape.Counted.Count > 0 || (shape.First.Count > 0 && shape.Min > 0);
        if (hasSeveral)
            throw new UnsupportedSchemaException("uniqueItems", _path, "stands beside contains, or beside prefixItems and minItems; this engine cannot enforce both at once.");
        Dfa[] first = [.. shape.First.Select(item => Texts(item))];
        return Add(new DistinctArrayNode(first, Texts(shape.Rest), shape.Min, shape.Max));
    }

    /// <summary>How the items that are no arrays or objects are written, each in one way only.</summary>
    private Dfa Texts(Formula item)
    {
        ValueSet set = _reader.Read(item);
        string[] literals = [.. new[] { set.True ? "true" : "", set.False ? "false" : "", set.Null ? "null" : "" }.Where(static one => one.Length > 0)];
        Dfa texts = Dfa.Words(literals);
        if (set.Numbers.Count > 0)
            texts = texts.Or(Numbers(set.Numbers).And(NumberLanguage.Shortest));
        foreach (StringShape shape in set.Strings)
            texts = texts.Or(shape.Texts.And(AnyJson.PlainNames).Quoted());
        return texts.IsEmpty && set.Arrays.Count + set.Objects.Count > 0
            ? throw new UnsupportedSchemaException("uniqueItems", _path, "cannot be enforced for items that are arrays or objects. Leave it out and check the value afterwards.")
            : texts;
    }

    private Node Object(ObjectShape shape)
    {
        if (shape.Witnesses.Count > MaxWitnesses)
            throw new UnsupportedSchemaException("not", _path, $"asks for more than {MaxWitnesses} properties that prove something.");
        string[] names = [.. shape.Rules.Where(static rule => rule.Name is not null).Select(static rule => rule.Name!).Concat(shape.Required).Distinct(StringComparer.Ordinal)];
        HashSet<string> required = [.. shape.Required];
        List<ObjectProperty> named = [];
        foreach (string name in names)
        {
            Formula value = _reader.ValueOf(shape, name);
            named.Add(new ObjectProperty(new LiteralNode(SchemaText.Name(name), spaceMayFollow: true), Compile(value), required.Contains(name)));
        }

        NameRule[] rules = [.. shape.Rules.Where(static rule => rule.Name is null)];
        Dfa others = OtherNames(shape, names, rules);
        int[] marks = [.. others.Marks];
        Dfa kinds = Dfa.Combine(others, Dfa.All, (mark, _) => mark == 0 ? 0 : System.Array.IndexOf(marks, mark) + 1);
        return Add(new ObjectNode(new ObjectParts(
            named, kinds, [.. marks.Select(mark => KindOf(shape, rules, mark - 1))], shape.Witnesses.Count, shape.Min, shape.Max)));
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

using System.Text.Json;
using TogetherAI.Engine.Constraints.Automaton;
using TogetherAI.Engine.Constraints.Languages;

namespace TogetherAI.Engine.Constraints.Schemas;

/// <summary>Turns a schema into nodes. Used once; not thread-safe.</summary>
internal sealed partial class SchemaCompiler(JsonElement root, JsonSchemaReading reading, IReadOnlyDictionary<string, JsonElement>? documents)
{
    // A schema is at most as large as a request; this bounds what a hostile one can make of it.
    private const int MaxNodes = 10_000;

    private readonly SchemaReader _reader = new(root, reading, documents);
    private readonly List<Node> _nodes = [];
    private readonly Dictionary<(Formula Formula, bool IsTight), ReferenceNode> _compiled = [];
    private readonly Queue<(Formula Formula, bool IsTight, ReferenceNode Node)> _waiting = [];

    private string _path = "#";
    private bool _isTight;

    private Formulas Formulas => _reader.Formulas;

    public Node Compile()
    {
        try
        {
            Node node = Compile(_reader.Root);

            // One after the other: what contains itself a hundred times over must not take a stack as deep.
            while (_waiting.TryDequeue(out (Formula Formula, bool IsTight, ReferenceNode Node) next))
            {
                _path = next.Formula.Schema?.Path ?? next.Formula.Parts.Select(static part => part.Schema?.Path).FirstOrDefault(static path => path is not null) ?? "#";
                _isTight = next.IsTight;
                next.Node.Target = Alternatives(next.Formula);
                Add(next.Node);
            }

            Heights.Settle(_nodes);
            return node.Fits(0)
                ? node
                : throw new UnsupportedSchemaException(null, "#", $"can be met by no value that this engine writes: one that ends within {Node.MaxDepth} levels.");
        }
        catch (LanguageTooLargeException e)
        {
            throw new UnsupportedSchemaException(null, "#", $"is too large: {e.Message[..1].ToLowerInvariant()}{e.Message[1..]}");
        }
    }

    private Node Compile(Formula formula) => Compile(formula, _isTight);

    /// <param name="formula">What the value meets.</param>
    /// <param name="isTight">Whether each value is written in one way only, as where two must not be equal.</param>
    private Node Compile(Formula formula, bool isTight)
    {
        if (formula == Formulas.True)
            return isTight ? AnyJson.TightValue : AnyJson.Value;
        if (!_compiled.TryGetValue((formula, isTight), out ReferenceNode? node))
        {
            _compiled.Add((formula, isTight), node = new ReferenceNode());
            _waiting.Enqueue((formula, isTight, node));
        }

        return node;
    }

    private Node Alternatives(Formula formula)
    {
        ValueSet set = _reader.Read(formula);
        if (reading == JsonSchemaReading.Narrow && ImpliedTypes(formula) is { } implied && set.And(implied, Formulas) is { IsEmpty: false } narrow)
            set = narrow;
        List<Node> nodes = [];
        foreach (ObjectShape shape in set.Objects)
            nodes.Add(Object(shape));
        foreach (ArrayShape shape in set.Arrays)
            nodes.Add(Array(shape));
        foreach (StringShape shape in set.Strings)
            nodes.Add(ReferenceEquals(shape.Language, Dfa.All) ? new StringNode(Dfa.All, shape.Min, shape.Max, _isTight) : new StringNode(shape.Texts, 0, null, _isTight));
        if (set.Numbers.Count > 0)
            nodes.Add(new NumberNode(_isTight ? Numbers(set.Numbers).And(NumberLanguage.Shortest) : Numbers(set.Numbers)));
        foreach ((bool there, string text) in new[] { (set.True, "true"), (set.False, "false"), (set.Null, "null") })
        {
            if (there)
                nodes.Add(new LiteralNode(System.Text.Encoding.UTF8.GetBytes(text)));
        }

        return nodes.Count == 1 ? nodes[0] : Add(new ChoiceNode([.. nodes]));
    }

    private Dfa Numbers(IReadOnlyList<NumberRange> ranges)
    {
        string[] values = [.. ranges.Where(static one => one.Min is not null && one.Min == one.Max && !one.AboveMin && !one.BelowMax && one.Steps.Count + one.NotSteps.Count == 0)
            .Select(static one => NumberLanguage.Text(one.Min!.Value))];
        IEnumerable<Dfa> others = ranges.Where(one => one.Min is null || one.Min != one.Max || one.AboveMin || one.BelowMax || one.Steps.Count + one.NotSteps.Count > 0)
            .Select(_reader.Numbers);
        return others.Aggregate(Dfa.Words(values), static (a, b) => a.IsEmpty ? b : a.Or(b));
    }

    /// <summary>The types that the keywords of a schema speak of, where it names none: a schema with properties is meant for objects.</summary>
    private ValueSet? ImpliedTypes(Formula formula)
    {
        ValueSet? implied = null;
        foreach (Formula part in formula.Kind == FormulaKind.And ? formula.Parts : [formula])
        {
            if (part.Schema is not { } schema || schema.Has("type", "enum", "const", "$ref", "$dynamicRef", "anyOf", "oneOf", "allOf", "not", "if"))
                continue;
            ValueSet all = ValueSet.All(Formulas), kinds = ValueSet.None;
            if (schema.Has("properties", "required", "additionalProperties", "patternProperties", "propertyNames", "minProperties", "maxProperties"))
                kinds = kinds with { Objects = all.Objects };
            if (schema.Has("items", "prefixItems", "contains", "minItems", "maxItems", "uniqueItems"))
                kinds = kinds with { Arrays = all.Arrays };
            if (schema.Has("minLength", "maxLength", "pattern") || (schema.Find("format") is { ValueKind: JsonValueKind.String } format && Formats.Find(format.GetString()!) is not null))
                kinds = kinds with { Strings = all.Strings };
            if (schema.Has("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"))
                kinds = kinds with { Numbers = all.Numbers };
            if (!kinds.IsEmpty)
                implied = implied is null ? kinds : implied.And(kinds, Formulas);
        }

        return implied;
    }

    private Node Add(Node node)
    {
        if (_nodes.Count == MaxNodes)
            throw new UnsupportedSchemaException(null, "#", $"is too large: it has more than {MaxNodes} parts.");
        _nodes.Add(node);
        return node;
    }
}

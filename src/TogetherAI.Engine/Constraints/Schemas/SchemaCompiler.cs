using System.Text.Json;
using TogetherAI.Engine.Constraints.Automaton;

namespace TogetherAI.Engine.Constraints.Schemas;

/// <summary>Turns a schema into nodes. Used once; not thread-safe.</summary>
internal sealed partial class SchemaCompiler(JsonElement root)
{
    // A schema is at most as large as a request; this bounds what a hostile one can make of it.
    private const int MaxNodes = 10_000;

    private static readonly Node s_never = new ChoiceNode([]);

    private readonly List<Node> _nodes = [];
    private readonly Dictionary<string, ReferenceNode> _references = new(StringComparer.Ordinal);

    public Node Compile()
    {
        Node node = Compile(new Schema(root, "#"));
        RefuseEmptyCircles();
        Heights.Settle(_nodes);
        return node.Fits(0)
            ? node
            : throw new UnsupportedSchemaException(null, "#", $"can be met by no value that ends within {Node.MaxDepth} levels.");
    }

    private Node Compile(Schema schema)
    {
        if (schema.Element.ValueKind == JsonValueKind.True)
            return AnyJson.Value;
        if (schema.Element.ValueKind == JsonValueKind.False)
            return s_never;
        if (schema.Element.ValueKind != JsonValueKind.Object)
            throw new UnsupportedSchemaException(null, schema.Path, "is no schema: it must be an object, true or false.");
        schema.RefuseUnknownKeywords();
        if (schema.Find("$ref") is { } reference)
        {
            schema.RefuseBeside("$ref");
            return Reference(schema, reference);
        }

        if (schema.Find("anyOf") is { } choices)
        {
            schema.RefuseBeside("anyOf");
            return AnyOf(schema, choices);
        }

        if (schema.Find("enum") is not null || schema.Find("const") is not null)
            return Add(new ChoiceNode(SchemaValues.Read(schema)));
        List<Node> kinds = [];
        foreach (string type in schema.Types())
            kinds.Add(OfType(schema, type));
        return kinds.Count == 1 ? kinds[0] : Add(new ChoiceNode([.. kinds]));
    }

    private Node OfType(Schema schema, string type) => type switch
    {
        "object" => Object(schema),
        "array" => Array(schema),
        "string" => String(schema),
        "integer" => NumberNode.Integer,
        "number" => NumberNode.Any,
        "boolean" => Add(new ChoiceNode([new LiteralNode("true"u8), new LiteralNode("false"u8)])),
        _ => new LiteralNode("null"u8),
    };

    private StringNode String(Schema schema) =>
        new(schema.Count("minLength", StringNode.MaxCounted) ?? 0, schema.Count("maxLength", StringNode.MaxCounted));

    private Node Array(Schema schema)
    {
        Node item = schema.Find("items") is { } items ? Compile(schema.Child(items, "items")) : AnyJson.Value;
        return Add(new ArrayNode(item, schema.Count("minItems", ArrayNode.MaxCounted) ?? 0, schema.Count("maxItems", ArrayNode.MaxCounted)));
    }

    private Node Object(Schema schema)
    {
        HashSet<string> required = [.. schema.Names("required")];
        Node? others = schema.Find("additionalProperties") is { } additional ? Compile(schema.Child(additional, "additionalProperties")) : AnyJson.Value;
        if (schema.Find("properties") is null && required.Count == 0 && others != s_never)
            return Add(new MapNode(others));
        List<ObjectProperty> properties = [];
        foreach ((string name, Schema property) in schema.Properties())
            properties.Add(new ObjectProperty(SchemaValues.Name(name), Compile(property), required.Remove(name)));

        // What is required without being described may be anything that a further property may be.
        foreach (string name in schema.Names("required").Distinct(StringComparer.Ordinal))
        {
            if (required.Contains(name))
                properties.Add(new ObjectProperty(SchemaValues.Name(name), others, IsRequired: true));
        }

        return Add(new ObjectNode([.. properties]));
    }

    private Node AnyOf(Schema schema, JsonElement choices)
    {
        if (choices.ValueKind != JsonValueKind.Array || choices.GetArrayLength() == 0)
            throw schema.Wrong("anyOf", "must be an array of at least one schema.");
        List<Node> nodes = [];
        foreach (JsonElement choice in choices.EnumerateArray())
            nodes.Add(Compile(schema.Child(choice, "anyOf", nodes.Count)));
        return Add(new ChoiceNode([.. nodes]));
    }

    private Node Add(Node node)
    {
        if (_nodes.Count == MaxNodes)
            throw new UnsupportedSchemaException(null, "#", $"is too large: it has more than {MaxNodes} parts.");
        _nodes.Add(node);
        return node;
    }
}

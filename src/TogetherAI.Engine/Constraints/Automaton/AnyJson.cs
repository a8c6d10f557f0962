using TogetherAI.Engine.Constraints.Languages;

namespace TogetherAI.Engine.Constraints.Automaton;

/// <summary>JSON without a schema.</summary>
internal static class AnyJson
{
    static AnyJson()
    {
        (Value, Object) = Make(StringNode.Any, NumberNode.Any, static any => new ObjectNode(new ObjectParts([], PlainNames, [new OtherKind(any, [])])), isTight: false);
        (TightValue, _) = Make(
            StringNode.AnyTight, new NumberNode(NumberLanguage.Any.And(NumberLanguage.Shortest)), static any => new SortedObjectNode(new SortedParts(PlainNames, [any], [], 0, null)), isTight: true);
    }

    /// <summary>The names that are written without escapes.</summary>
    public static Dfa PlainNames { get; } = PatternCompiler.Whole("""[^"\\\0-\x1F]*""");

    public static Node Value { get; }

    public static Node Object { get; }

    /// <summary>Any value, each written in one way only: without spaces, properties by their names, numbers and escapes as short as can be.</summary>
    public static Node TightValue { get; }

    private static (Node Value, Node Object) Make(Node text, Node number, Func<Node, Node> map, bool isTight)
    {
        ReferenceNode any = new();
        Node objects = map(any);
        ArrayNode arrays = new(any, isTight);
        ChoiceNode choice = new([objects, arrays, text, number, new LiteralNode("true"u8), new LiteralNode("false"u8), new LiteralNode("null"u8)]);
        any.Target = choice;
        Heights.Settle([objects, arrays, choice, any]);
        return (any, objects);
    }
}

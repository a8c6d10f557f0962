using TogetherAI.Engine.Constraints.Languages;

namespace TogetherAI.Engine.Constraints.Automaton;

/// <summary>JSON without a schema.</summary>
internal static class AnyJson
{
    static AnyJson()
    {
        ReferenceNode any = new();
        ObjectNode map = new(new ObjectParts([], PlainNames, [new OtherKind(any, [])]));
        ArrayNode array = new(any, 0, null);
        ChoiceNode choice = new(
        [
            map, array, StringNode.Any, NumberNode.Any, new LiteralNode("true"u8), new LiteralNode("false"u8), new LiteralNode("null"u8),
        ]);
        any.Target = choice;
        Heights.Settle([map, array, choice, any]);
        (Value, Object) = (any, map);
    }

    /// <summary>The names that are written without escapes.</summary>
    public static Dfa PlainNames { get; } = PatternCompiler.Whole("""[^"\\\0-\x1F]*""");

    public static Node Value { get; }

    public static Node Object { get; }
}

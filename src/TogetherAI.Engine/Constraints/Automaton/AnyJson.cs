namespace TogetherAI.Engine.Constraints.Automaton;

/// <summary>JSON without a schema.</summary>
internal static class AnyJson
{
    static AnyJson()
    {
        ReferenceNode any = new();
        MapNode map = new(any);
        ArrayNode array = new(any, 0, null);
        ChoiceNode choice = new(
        [
            map, array, StringNode.Any, NumberNode.Any, new LiteralNode("true"u8), new LiteralNode("false"u8), new LiteralNode("null"u8),
        ]);
        any.Target = choice;
        Heights.Settle([map, array, choice, any]);
        (Value, Object, Array) = (any, map, array);
    }

    public static Node Value { get; }

    public static Node Object { get; }

    public static Node Array { get; }
}

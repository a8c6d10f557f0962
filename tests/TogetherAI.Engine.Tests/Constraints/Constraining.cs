using System.Text;
using System.Text.Json;
using TogetherAI.Engine.Constraints;
using TogetherAI.Engine.Constraints.Automaton;

namespace TogetherAI.Engine.Tests.Constraints;

internal static class Constraining
{
    public static JsonSchemaConstraint Schema(string schema) => JsonSchemaConstraint.Parse(JsonElement.Parse(schema));

    /// <summary>Whether the text may be written, and whether it may end there.</summary>
    public static bool Accepts(this OutputConstraint constraint, string text) => constraint.Accepts(Encoding.UTF8.GetBytes(text));

    public static bool Accepts(this OutputConstraint constraint, ReadOnlySpan<byte> text) => constraint.Written(text) is { IsComplete: true };

    public static bool Allows(this OutputConstraint constraint, string beginning) => constraint.Written(Encoding.UTF8.GetBytes(beginning)) is not null;

    /// <summary>The state after a text that was written byte by byte; null where it may not be.</summary>
    public static ConstraintState? Written(this OutputConstraint constraint, ReadOnlySpan<byte> text)
    {
        ConstraintState? state = constraint.Start;
        lock (state.Gate)
        {
            for (int i = 0; i < text.Length && state is not null; i++)
                state = state.After(text[i])?.Settle(text[..(i + 1)]);
        }

        return state;
    }

    /// <summary>The bytes that may follow, in order.</summary>
    public static string Following(this OutputConstraint constraint, string beginning)
    {
        ConstraintState state = constraint.Written(Encoding.UTF8.GetBytes(beginning))!;
        return string.Concat(Enumerable.Range(0, 256).Where(next => state.After((byte)next) is not null).Select(next => (char)next));
    }
}

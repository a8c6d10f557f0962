namespace TogetherAI.Engine.Constraints.Automaton;

/// <summary>Counts the values of a node that writes each in one way only.</summary>
internal static class Values
{
    // Past these it is enough that there are many.
    private const int Many = 1 << 20, MostFound = 1000, MostBytes = 3000;

    /// <summary>At least so many there are with so many levels open around them; exactly so many where they are few and short.</summary>
    public static long AtLeast(Node node, int depth)
    {
        if (!node.Fits(depth))
            return 0;
        long known = node.Variety;
        if (known >= Many)
            return known;
        Search search = new();
        search.Find(ConstraintState.StartOf(node, depth), []);
        return Math.Max(known, search.Found);
    }

    private sealed class Search
    {
        private int _bytes;

        public int Found { get; private set; }

        public void Find(ConstraintState state, List<byte> text)
        {
            Found += state.IsComplete ? 1 : 0;

            // What closes something comes first, so that a value is found before the next is begun.
            for (int i = -3; i < 256 && Found < MostFound && _bytes < MostBytes; i++)
            {
                byte next = i switch
                {
                    -3 => (byte)'"',
                    -2 => (byte)'}',
                    -1 => (byte)']',
                    _ => (byte)i,
                };
                if ((i >= 0 && next is (byte)'"' or (byte)'}' or (byte)']') || state.After(next) is not { } after)
                    continue;
                _bytes++;
                text.Add(next);
                Find(after.Settle(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(text)), text);
                text.RemoveAt(text.Count - 1);
            }
        }
    }
}

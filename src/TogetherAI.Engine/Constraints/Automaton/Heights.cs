namespace TogetherAI.Engine.Constraints.Automaton;

/// <summary>Works out heights where nodes contain each other.</summary>
internal static class Heights
{
    /// <summary>Heights only sink, and no further than to their final value, so this ends; what stays at Never has no finite value.</summary>
    public static void Settle(IReadOnlyList<Node> nodes)
    {
        for (bool changed = true; changed;)
        {
            changed = false;
            foreach (Node node in nodes)
                changed |= node.UpdateHeight();
        }

        // Which arrays cannot have enough different items shows only now, and changes what others can be.
        bool anew = false;
        foreach (DistinctArrayNode array in nodes.OfType<DistinctArrayNode>())
            anew |= array.Prepare();
        if (!anew)
            return;
        foreach (Node node in nodes)
            node.Reset();
        Settle(nodes);
    }
}

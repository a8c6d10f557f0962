namespace TogetherAI.Engine.Constraints.Automaton;

/// <summary>A JSON array: items of given kinds at its beginning, then others, so many of them, and among them so many of some kinds.</summary>
internal sealed class ArrayNode(ArrayParts parts) : Node
{
    private const int AfterItem = 1;

    public ArrayNode(Node item, bool isTight)
        : this(new ArrayParts([], new ItemKind([item]), [], 0, null, isTight))
    {
    }

    // Of what is counted an item may be too much or too little; then one is all that is sure.
    public override long Variety
    {
        get
        {
            if (parts.Counted.Count > 0)
                return 1;
            long variety = 1;
            for (int i = 0; i < Math.Min(parts.Min, parts.Special + 64); i++)
                variety = Product(variety, parts.KindAt(i).Values[0].Variety);
            Node next = parts.KindAt(parts.Min).Values[0];
            if (next.Height >= Height || parts.Min == parts.Max)
                return variety;
            return parts.Max is null && parts.Min >= parts.Special ? long.MaxValue : Product(variety, 1 + Math.Min(next.Variety, long.MaxValue - 1));
        }
    }

    public override void Enter(int depth, Frame? rest, FrameSet into) =>
        LiteralNode.BeginArray.Enter(depth, new Frame(this, default(Place).Packed, depth + 1, rest), into);

    public override void Resume(Frame frame, FrameSet into)
    {
        Place place = Place.Of(frame.State);
        bool more = CanAdd(place, frame.Depth);
        if (place.IsAfterItem && more)
            (parts.IsTight ? LiteralNode.TightComma : LiteralNode.Comma).Enter(frame.Depth, frame.At((place with { IsAfterItem = false }).Packed), into);
        else if (more)
            EnterItem(frame, place, into);

        // After a comma an item must follow.
        if (place.Count >= parts.Min && IsMet(place) && (place.IsAfterItem || place.Count == 0))
            LiteralNode.EndArray.Enter(frame.Depth, frame.Next, into);
    }

    protected override int HeightOfParts()
    {
        if (parts.Min > parts.Max)
            return Never;
        for (int height = 0; height < Never; height++)
        {
            if (Reaches(default, MaxDepth - height))
                return height + 1;
        }

        return Never;
    }

    private bool CanAdd(Place place, int depth)
    {
        if (place.Count >= parts.Max)
            return false;
        for (int choice = 0; choice < parts.Choices; choice++)
        {
            if (After(place, choice, depth) is { } after && Reaches(after, depth))
                return true;
        }

        return false;
    }

    private void EnterItem(Frame frame, Place place, FrameSet into)
    {
        for (int choice = 0; choice < parts.Choices; choice++)
        {
            if (After(place, choice, frame.Depth) is { } after && Reaches(after, frame.Depth))
                parts.KindAt(place.Count).Values[choice].Enter(frame.Depth, frame.At(after.Packed), into);
        }
    }

    /// <summary>The place after an item that counts for what the bits of <paramref name="choice"/> say; null where there is none.</summary>
    private Place? After(Place place, int choice, int depth)
    {
        if (!parts.KindAt(place.Count).Values[choice].Fits(depth))
            return null;
        Place after = place with { Count = Math.Min(place.Count + 1, parts.MaxCounted), IsAfterItem = true };
        for (int i = 0; i < parts.Counted.Count; i++)
        {
            if ((choice >> i & 1) == 0)
                continue;
            int count = place.CountOf(i) + 1;
            bool isEnough = parts.Counted[i].Max is null && count > parts.Counted[i].Min;
            if (isEnough || place.Count < parts.Counted[i].From || count > parts.Counted[i].Max)
                return null;
            after = after.With(i, Math.Min(count, parts.Counted[i].Max ?? parts.Counted[i].Min));
        }

        return after;
    }

    private bool IsMet(Place place)
    {
        for (int i = 0; i < parts.Counted.Count; i++)
        {
            if (place.CountOf(i) < parts.Counted[i].Min)
                return false;
        }

        return true;
    }

    /// <summary>Whether the array can still be ended from here.</summary>
    private bool Reaches(Place place, int depth)
    {
        // Items at the beginning are looked at one by one; of the others one stands for all.
        int missing = 0, largest = 0;
        for (int i = 0; i < parts.Counted.Count; i++)
        {
            int needed = Math.Max(0, parts.Counted[i].Min - place.CountOf(i));
            (missing, largest) = (missing + needed, Math.Max(largest, needed));
            int left = needed;
            for (int at = place.Count; left > 0 && at < (parts.Max ?? int.MaxValue); at++)
            {
                bool able = at >= parts.Counted[i].From && parts.KindAt(at).CanCountFor(i, depth);
                left -= able ? 1 : 0;
                if (at >= parts.Special && (!able || parts.Max is null))
                {
                    left = able ? 0 : left;
                    break;
                }

                if (at >= parts.Special)
                {
                    left -= parts.Max!.Value - at - 1;
                    break;
                }
            }

            if (left > 0)
                return false;
        }

        bool together = parts.Counted.Count > 1 && parts.Rest.Values[^1].Fits(depth);
        int most = parts.Max - place.Count ?? int.MaxValue, wanted = Math.Max(parts.Min - place.Count, together ? largest : missing);
        if (wanted > most)
            return false;
        for (int at = place.Count; at < place.Count + Math.Min(wanted, parts.Special + 1); at++)
        {
            if (!parts.KindAt(at).Fits(depth))
                return false;
        }

        return true;
    }

    private readonly record struct Place(int Count, bool IsAfterItem, long Counts)
    {
        public long Packed => (IsAfterItem ? AfterItem : 0) + ((long)Count << 1) + (Counts << 21);

        public static Place Of(long packed) => new((int)(packed >> 1) & 0xFFFFF, (packed & 1) == AfterItem, packed >> 21);

        public int CountOf(int index) => (int)(Counts >> (index * 10)) & 0x3FF;

        public Place With(int index, int count) => this with { Counts = (Counts & ~(0x3FFL << (index * 10))) | ((long)count << (index * 10)) };
    }
}

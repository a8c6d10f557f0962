namespace TogetherAI.Engine.Constraints.Automaton;

/// <summary>
/// A JSON array no two items of which are equal. Each item is written in one way only, so that two that are equal are so byte by byte.
/// </summary>
/// <param name="first">The items at the beginning, one each.</param>
/// <param name="rest">The others.</param>
/// <param name="min">The fewest items.</param>
/// <param name="max">The most; null where there is no bound.</param>
/// <param name="isTight">Whether no spaces are written.</param>
internal sealed class DistinctArrayNode(Node[] first, Node rest, int min, int? max, bool isTight) : Node
{
    private const int Begun = 0, AfterComma = 1, Places = 2;

    // Items that are taller than the flattest by more are not counted on.
    private const int MostHigher = 4;

    // Of each kind of item how many there are, level by level: many places may have the same kind.
    private readonly Dictionary<(Node Item, int Depth), long> _totals = [];
    private int _itemHeight;

    /// <summary>
    /// Works out from which height on there are enough items to choose from, once heights are settled. Returns whether that is more than the
    /// flattest item has.
    /// </summary>
    public bool Prepare()
    {
        int height = 0;
        _totals.Clear();
        for (int i = 0; i <= first.Length && i < min && Height < Never && height < Never; i++)
        {
            // Each item may have been written at each place before it.
            int needed = i < first.Length ? i + 1 : min, own = At(i).Height;
            int most = own + MostHigher;
            while (own < most && Total(i, MaxDepth - own) < needed)
                own++;
            height = Math.Max(height, own < most ? own : Never);
        }

        bool changed = height > _itemHeight && Height < Never;
        _itemHeight = Math.Max(height, _itemHeight);
        return changed;
    }

    public override void Enter(int depth, Frame? rest, FrameSet into) => LiteralNode.BeginArray.Enter(depth, new Frame(this, Begun, depth + 1, rest), into);

    public override void Resume(Frame frame, FrameSet into)
    {
        if (HasMore(0, frame.Depth))
            into.Add(frame with { State = Places, Data = new UsedItems() });
        if (min == 0)
            LiteralNode.EndArray.Enter(frame.Depth, frame.Next, into);
    }

    public override void Step(Frame frame, byte next, FrameSet into)
    {
        UsedItems used = (UsedItems)frame.Data!;
        int place = (int)frame.State - Places;
        if (used.Item is null)
        {
            if (!used.CanBegin)
                return;
            if (frame.State == AfterComma && next == (byte)' ' && !isTight)
            {
                into.Add(frame.At(Places));
                return;
            }

            (place, used) = (0, used.Begin(At(used.Count), frame.Depth));
        }
        else if (used.Item.IsComplete && !used.IsUsed(place))
        {
            if (next == (byte)']' && used.Count + 1 >= min)
                into.Continue(frame.Next);
            if (next == (byte)',' && HasMore(used.Count + 1, frame.Depth))
                into.Add(frame with { State = AfterComma, Data = used.End() });
        }

        if (used.Item!.After(next) is { } item && used.Next(place, next) is { } after)
            into.Add(frame with { State = Places + after, Data = used.At(item) });
    }

    // Where nothing that was used begins like this, only the item's own automaton counts; and a text without an end always gets past what was used.
    public override int FreeCharacters(Frame frame) => frame.Data is UsedItems { Item: { } item }
        && (item.FreeCharacters == int.MaxValue || (item.IsSingle && frame.State == Places + UsedTexts.Off)) ? item.FreeCharacters : 0;

    public override bool IsSteady(Frame frame) => frame.State == Places + UsedTexts.Off && frame.Data is UsedItems { Item: { IsSteady: true } };

    public override Frame? Parted(Frame frame) =>
        frame.Data is UsedItems { Item: not null } && frame.State != Places + UsedTexts.Off ? frame.At(Places + UsedTexts.Off) : null;

    // Of what was used it only matters here whether another item may come and whether these are enough.
    public override ConstraintState Alike(Frame frame, ConstraintState state) => frame.Data is UsedItems { Item: { } item } used && frame.State == Places + UsedTexts.Off
        ? used.Shared.Alike(item, frame.Next, used.Count + 1 >= min, HasMore(used.Count + 1, frame.Depth), state)
        : state;

    protected override int HeightOfParts()
    {
        if (min > max)
            return Never;
        int height = _itemHeight;
        for (int i = 0; i < Math.Min(min, first.Length + 1); i++)
            height = Math.Max(height, At(i).Height);
        return height + 1;
    }

    private Node At(int index) => index < first.Length ? first[index] : rest;

    /// <summary>Whether another may come after so many: there must be one that is none of them.</summary>
    private bool HasMore(int count, int depth) => !(count >= max) && At(count).Fits(depth) && Total(Math.Min(count, first.Length), depth) > count;

    private long Total(int place, int depth)
    {
        Node item = At(place);
        if (!_totals.TryGetValue((item, depth), out long total))
            _totals.Add((item, depth), total = Values.AtLeast(item, depth));
        return total;
    }
}

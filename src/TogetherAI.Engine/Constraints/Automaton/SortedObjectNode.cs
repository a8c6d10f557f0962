using TogetherAI.Engine.Constraints.Languages;

namespace TogetherAI.Engine.Constraints.Automaton;

/// <summary>
/// A JSON object without spaces, its properties in the order of their names byte by byte and no name escaped, so that two that are equal are
/// written alike whatever was said of them.
/// </summary>
internal sealed class SortedObjectNode(SortedParts parts) : Node
{
    private const int Begun = 0, AfterValue = 1, AfterComma = 2, AfterName = 3;

    private static readonly LiteralNode s_colon = new(":"u8);

    private SortedNames? _names;

    /// <summary>Made late, since it needs to know which values there can be at all.</summary>
    private SortedNames Names => _names ??= new SortedNames(parts);

    public override long Variety
    {
        get
        {
            long variety = 1;
            foreach (int mark in Names.RequiredMarks)
                variety = Product(variety, parts.Kinds[mark - 1].Variety);
            bool others = parts.Max is null && Names.Tallest < Height;
            return others && Names.IsEndless ? long.MaxValue : variety;
        }
    }

    public override void Reset()
    {
        base.Reset();
        _names = null;
    }

    public override void Enter(int depth, Frame? rest, FrameSet into) =>
        LiteralNode.BeginObject.Enter(depth, new Frame(this, new Place(Begun, 0, 0, 0).Packed, depth + 1, rest, SortedName.None), into);

    public override void Resume(Frame frame, FrameSet into)
    {
        Place place = Place.Of(frame.State);
        if (place.Phase == AfterName)
        {
            Place after = new(AfterValue, 0, place.Written, place.Count + 1);
            parts.Kinds[place.Kind - 1].Enter(frame.Depth, frame.At(after.Packed), into);
            return;
        }

        SortedName last = (SortedName)frame.Data!;
        int missing = parts.Required.Count - place.Written;
        bool open = !(place.Count + missing >= parts.Max) && frame.Depth + Names.Tallest <= MaxDepth;
        Dfa names = Names.Before(place.Written, open);
        if (last.HasNext(names))
        {
            if (place.Phase == AfterValue)
                LiteralNode.TightComma.Enter(frame.Depth, frame.At((place with { Phase = AfterComma }).Packed), into);
            else
                into.Add(new Frame(this, Characters.Opening.Value, frame.Depth, frame.Next, last.Wait(names, frame.State)));
        }

        if (place.Phase != AfterComma && missing == 0 && place.Count >= parts.Min)
            LiteralNode.EndObject.Enter(frame.Depth, frame.Next, into);
    }

    public override void Step(Frame frame, byte next, FrameSet into)
    {
        SortedName name = (SortedName)frame.Data!;
        Characters at = new(frame.State);
        if (at.IsOpening)
        {
            if (next == (byte)'"')
                into.Add(frame with { State = name.Start.Value, Data = name.Begin() });
        }
        else if (next != (byte)'"')
        {
            if (name.Next(at, next) is { } after)
                into.Add(frame.At(after.Value));
        }
        else if (at.IsBoundary && at.Count == SortedName.Greater && name.Names.Mark(at.State) is not 0 and var kind)
        {
            Place place = Place.Of(name.Place);
            bool isRequired = place.Written < parts.Required.Count && Names.RequiredMarks[place.Written] == kind;
            place = new Place(AfterName, kind, place.Written + (isRequired ? 1 : 0), place.Count);
            s_colon.Enter(frame.Depth, new Frame(this, place.Packed, frame.Depth, frame.Next, name.End()), into);
        }
    }

    public override int FreeCharacters(Frame frame) =>
        new Characters(frame.State) is { IsBoundary: true, Count: SortedName.Greater } at && frame.Data is SortedName name && name.Names.IsFreeOfEscapes(at.State) ? int.MaxValue : 0;

    protected override int HeightOfParts()
    {
        int height = 0;
        foreach (string name in parts.Required)
            height = Math.Max(height, parts.Names.MarkOf(name) is not 0 and var kind ? parts.Kinds[kind - 1].Height : Never);
        if (parts.Min > parts.Max || parts.Required.Count > parts.Max || height >= Never)
            return Never;
        if (parts.Min <= parts.Required.Count)
            return height + 1;

        // Whatever name is written there must be another after it.
        _names = null;
        return Names.IsEndless ? Math.Max(height, Names.Tallest) + 1 : Never;
    }

    private readonly record struct Place(int Phase, int Kind, int Written, int Count)
    {
        public long Packed => Phase + ((long)Kind << 4) + ((long)Written << 24) + ((long)Count << 44);

        public static Place Of(long packed) => new((int)packed & 15, (int)(packed >> 4) & 0xFFFFF, (int)(packed >> 24) & 0xFFFFF, (int)(packed >> 44));
    }
}

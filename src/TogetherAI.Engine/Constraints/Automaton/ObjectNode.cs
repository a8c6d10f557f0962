using TogetherAI.Engine.Constraints.Languages;

namespace TogetherAI.Engine.Constraints.Automaton;

/// <summary>
/// A JSON object: first the properties that have a name here, in their order, those that are not required left out or not; then others,
/// each name once. Names of others are written without escapes, so that two that are equal are so byte by byte.
/// </summary>
internal sealed class ObjectNode(ObjectParts parts) : Node
{
    private const int Begun = 0, AfterValue = 1, AfterComma = 2, AfterName = 3, AfterOther = 4, InName = 5;

    private static readonly LiteralNode s_colon = new(":"u8, spaceMayFollow: true);

    private OtherNames? _others;

    /// <summary>Made late, since it needs to know which values there can be at all.</summary>
    private OtherNames Others => _others ??= new OtherNames(parts);

    public override void Enter(int depth, Frame? rest, FrameSet into) =>
        LiteralNode.BeginObject.Enter(depth, new Frame(this, new Place(Begun, 0, 0, 0).Packed, depth + 1, rest, UsedTexts.None), into);

    public override void Resume(Frame frame, FrameSet into)
    {
        Place place = Place.Of(frame.State);
        switch (place.Phase)
        {
            case AfterName:
                parts.Named[place.Index].Value.Enter(frame.Depth, frame.At(new Place(AfterValue, place.Index + 1, place.Count + 1, place.Met).Packed), into);
                break;
            case AfterOther:
                EnterOther(frame, place, into);
                break;
            default:
                Between(frame, place, into);
                break;
        }
    }

    public override void Step(Frame frame, byte next, FrameSet into)
    {
        NameProgress progress = (NameProgress)frame.Data!;
        Characters at = new(frame.State);
        if (at.IsOpening)
        {
            if (next == (byte)'"')
                into.Add(frame with { State = Characters.Start.Value, Data = progress with { Used = progress.Used.Begin(0) } });
            return;
        }

        if (next == (byte)'"' && at.IsBoundary)
        {
            if (Others.MarkOf(at.State) is not 0 and var mark && !progress.Used.IsUsed(at.Count))
            {
                Place place = progress.Place with { Phase = AfterOther, Index = mark };
                s_colon.Enter(frame.Depth, new Frame(this, place.Packed, frame.Depth, frame.Next, progress.Used.End()), into);
            }

            return;
        }

        if (at.Next(Others.Names, next) is not { } after)
            return;

        // A name is only gone on with where one is left that was not used.
        int used = progress.Used.Next(at.Count, next);
        if (!after.IsBoundary || Others.Names.Words(after.State) > progress.Used.Below(used))
            into.Add(frame.At(after.Counted(used).Value));
    }

    public override int FreeCharacters(Frame frame) =>
        frame.Data is NameProgress && new Characters(frame.State) is { IsBoundary: true, IsOpening: false } at && Others.IsFree(at.State) ? int.MaxValue : 0;

    // While it may still become a name that was used, each character changes where it stands.
    public override bool IsSteady(Frame frame) => new Characters(frame.State).Count == UsedTexts.Off || frame.Data is NameProgress { Used.Count: 0 };

    public override Frame? Parted(Frame frame) => frame.Data is NameProgress { Used.Count: > 0 } && new Characters(frame.State) is { IsOpening: false } at && at.Count != UsedTexts.Off
        ? frame.At(at.Counted(UsedTexts.Off).Value)
        : null;

    protected override int HeightOfParts()
    {
        int height = 0, count = 0, optional = 0;
        foreach (ObjectProperty property in parts.Named)
        {
            (height, count) = property.IsRequired ? (Math.Max(height, property.Value.Height), count + 1) : (height, count);
            optional += !property.IsRequired && property.Value.Height < Never ? 1 : 0;
        }

        count += parts.Witnesses;
        for (int i = 0; i < parts.Witnesses; i++)
            height = Math.Max(height, parts.Kinds.Select(kind => kind.HeightWith(i)).Append(Never).Min());
        int missing = parts.Min - count - optional;
        return count > parts.Max || parts.Min > parts.Max || (missing > 0 && missing > OtherNames())
            ? Never
            : 1 + (parts.Min > count ? Math.Max(height, Filler(count)) : height);
    }

    /// <summary>How many names there are for other properties, as far as it is known which values there are.</summary>
    private long OtherNames()
    {
        Dfa names = Dfa.Combine(parts.Names, Dfa.All, (mark, _) => mark != 0 && parts.Kinds[mark - 1].HeightWith(-1) < Never ? mark : 0);
        return names.IsEmpty ? 0 : names.Words(0);
    }

    /// <summary>The least height of what makes up the number where what is required does not.</summary>
    private int Filler(int count)
    {
        int[] heights = [.. parts.Named.Where(static one => !one.IsRequired).Select(static one => one.Value.Height).Order()];
        int missing = parts.Min - count;
        int others = parts.Kinds.Select(static kind => kind.HeightWith(-1)).Append(Never).Min();
        return others < Never ? others : missing <= heights.Length ? heights[missing - 1] : Never;
    }

    private void Between(Frame frame, Place place, FrameSet into)
    {
        int depth = frame.Depth, required = 0;
        for (int i = place.Index; i < parts.Named.Count; i++)
            required += parts.Named[i].IsRequired ? 1 : 0;
        int missing = parts.Witnesses - System.Numerics.BitOperations.PopCount((uint)place.Met);
        int room = parts.Max is { } max ? max - place.Count - required - missing : int.MaxValue;
        UsedTexts used = (UsedTexts)frame.Data!;
        long otherNames = Others.Fits(depth) && used.CanBegin ? Others.Words - used.Count : 0;

        bool comma = false;
        int index = place.Index;
        for (; index < parts.Named.Count; index++)
        {
            ObjectProperty property = parts.Named[index];
            if (property.Value.Fits(depth) && (property.IsRequired || room > 0) && Reaches(place.Count, index, depth))
            {
                if (place.Phase == AfterValue)
                    comma = true;
                else
                    property.Name.Enter(depth, frame.At(new Place(AfterName, index, place.Count, place.Met).Packed), into);
            }

            if (property.IsRequired)
                break;
        }

        if (index == parts.Named.Count)
        {
            bool more = (room > 0 || missing > 0) && parts.Min - place.Count <= otherNames;
            if (more && otherNames > 0 && place.Phase == AfterValue)
                comma = true;
            else if (more && otherNames > 0)
                into.Add(new Frame(this, Characters.Opening.Value, depth, frame.Next, new NameProgress(used, place with { Index = index })));
            if (place.Phase != AfterComma && missing == 0 && place.Count >= parts.Min)
                LiteralNode.EndObject.Enter(depth, frame.Next, into);
        }

        if (comma)
            LiteralNode.Comma.Enter(depth, frame.At((place with { Phase = AfterComma }).Packed), into);

        // Whether the fewest properties can still be reached when those before this one are left out.
        bool Reaches(int count, int from, int at) =>
            parts.Min - count - parts.Named.Skip(from).Count(one => one.Value.Fits(at)) <= (Others.Fits(at) ? Others.Words : 0);
    }

    private void EnterOther(Frame frame, Place place, FrameSet into)
    {
        OtherKind kind = parts.Kinds[place.Index - 1];
        int missing = parts.Witnesses - System.Numerics.BitOperations.PopCount((uint)place.Met);
        bool spare = !(place.Count + missing >= parts.Max);
        Place after = new(AfterValue, parts.Named.Count, place.Count + 1, place.Met);
        for (int witness = 0; witness < parts.Witnesses; witness++)
        {
            if ((place.Met >> witness & 1) == 0 && kind.With(witness) is { } proof && proof.Fits(frame.Depth))
                proof.Enter(frame.Depth, frame.At((after with { Met = place.Met | (1 << witness) }).Packed), into);
        }

        if (spare && kind.Value.Fits(frame.Depth))
            kind.Value.Enter(frame.Depth, frame.At(after.Packed), into);
    }

    private readonly record struct Place(int Phase, int Index, int Count, int Met)
    {
        public long Packed => Phase + ((long)Index << 4) + ((long)Met << 24) + ((long)Count << 40);

        public static Place Of(long packed) => new((int)packed & 15, (int)(packed >> 4) & 0xFFFFF, (int)(packed >> 40), (int)(packed >> 24) & 0xFFFF);
    }

    private sealed record NameProgress(UsedTexts Used, Place Place) : IOpenText
    {
        public bool IsOpen => Used.IsOpen;

        public object Settle(ReadOnlySpan<byte> text) => this with { Used = (UsedTexts)Used.Settle(text) };
    }
}

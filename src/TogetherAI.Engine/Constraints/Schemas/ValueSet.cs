using TogetherAI.Engine.Constraints.Languages;

namespace TogetherAI.Engine.Constraints.Schemas;

/// <summary>
/// Values, kind by kind; of each kind that has many, alternatives of which a value meets at least one. What stands inside arrays and objects
/// is not looked at. Immutable.
/// </summary>
internal sealed record ValueSet(
    bool Null, bool True, bool False, IReadOnlyList<NumberRange> Numbers, IReadOnlyList<StringShape> Strings, IReadOnlyList<ArrayShape> Arrays, IReadOnlyList<ObjectShape> Objects)
{
    // Alternatives multiply where schemas are joined; what needs more is no schema that a person wrote.
    private const int MaxAlternatives = 1000;

    /// <summary>Whether arrays are missing that belong here only since two of their items are equal: what is not here is then no longer what does not belong.</summary>
    public bool LacksRepeating { get; private init; }

    public static readonly ValueSet None = new(false, false, false, [], [], [], []);

    public static ValueSet All(Formulas formulas) => new(
        true, true, true, [NumberRange.All], [StringShape.All], [new ArrayShape([], formulas.True, 0, null, [])], [ObjectShape.All]);

    public bool IsEmpty => !Null && !True && !False && Numbers.Count + Strings.Count + Arrays.Count + Objects.Count == 0;

    public ValueSet And(ValueSet other, Formulas formulas) => new(
        Null && other.Null,
        True && other.True,
        False && other.False,
        Cross(Numbers, other.Numbers, static (a, b) => a.And(b), static one => one.Min > one.Max),
        Cross(Strings, other.Strings, static (a, b) => a.And(b), static one => one.IsEmpty),
        Cross(Arrays, other.Arrays, (a, b) => a.And(b, formulas), static one => one.IsEmpty),
        Cross(Objects, other.Objects, static (a, b) => a.And(b), static one => one.IsEmpty))
    {
        LacksRepeating = LacksRepeating || other.LacksRepeating,
    };

    public ValueSet Or(ValueSet other) => new(
        Null || other.Null,
        True || other.True,
        False || other.False,
        Limited([.. Numbers.Union(other.Numbers)]),
        Joined(Strings, other.Strings),
        Limited([.. Arrays, .. other.Arrays]),
        Limited([.. Objects.Union(other.Objects)]))
    {
        LacksRepeating = LacksRepeating || other.LacksRepeating,
    };

    public ValueSet Not(Formulas formulas)
    {
        ValueSet all = All(formulas);
        return new ValueSet(
            !Null,
            !True,
            !False,
            Numbers.Aggregate(all.Numbers, static (left, one) => Cross(left, [.. one.Not()], static (a, b) => a.And(b), static one => one.Min > one.Max)),
            Strings.Aggregate(all.Strings, static (left, one) => Cross(left, [.. one.Not()], static (a, b) => a.And(b), static one => one.IsEmpty)),
            Arrays.Aggregate(all.Arrays, (left, one) => Cross(left, [.. one.Not(formulas)], (a, b) => a.And(b, formulas), static one => one.IsEmpty)),
            Objects.Aggregate(all.Objects, (left, one) => Cross(left, [.. one.Not(formulas)], static (a, b) => a.And(b), static one => one.IsEmpty)))
        {
            LacksRepeating = Arrays.Any(static one => one.IsUnique),
        };
    }

    private static List<T> Cross<T>(IReadOnlyList<T> left, IReadOnlyList<T> right, Func<T, T, T> and, Func<T, bool> isEmpty)
    {
        List<T> both = [];
        HashSet<T> seen = [];
        foreach (T one in left)
        {
            foreach (T other in right)
            {
                T joined = and(one, other);
                if (!isEmpty(joined) && seen.Add(joined))
                    both.Add(joined);
                Limited(both);
            }
        }

        return both;
    }

    /// <summary>Languages without lengths are one language; a long list of texts would be as many alternatives.</summary>
    private static IReadOnlyList<StringShape> Joined(IReadOnlyList<StringShape> left, IReadOnlyList<StringShape> right)
    {
        StringShape[] languages = [.. left.Concat(right).Where(static one => one.Min == 0 && one.Max is null)];
        IEnumerable<StringShape> others = left.Concat(right).Where(static one => one.Min != 0 || one.Max is not null);
        if (languages.Any(static one => ReferenceEquals(one.Language, Dfa.All)))
            return [StringShape.All];
        return languages.Length < 2
            ? Limited([.. others, .. languages])
            : [new StringShape(languages.Select(static one => one.Language).Aggregate(static (a, b) => a.Or(b))), .. others];
    }

    private static List<T> Limited<T>(List<T> alternatives) =>
        alternatives.Count <= MaxAlternatives ? alternatives : throw new LanguageTooLargeException("What the alternatives make together");
}

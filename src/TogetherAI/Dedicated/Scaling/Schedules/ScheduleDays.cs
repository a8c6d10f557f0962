namespace TogetherAI;

/// <summary>Days of the week, any number of them.</summary>
[Flags]
public enum ScheduleDays
{
    /// <summary>None; a rule needs at least one.</summary>
    None = 0,

    /// <summary>Sundays.</summary>
    Sunday = 1,

    /// <summary>Mondays.</summary>
    Monday = 2,

    /// <summary>Tuesdays.</summary>
    Tuesday = 4,

    /// <summary>Wednesdays.</summary>
    Wednesday = 8,

    /// <summary>Thursdays.</summary>
    Thursday = 16,

    /// <summary>Fridays.</summary>
    Friday = 32,

    /// <summary>Saturdays.</summary>
    Saturday = 64,

    /// <summary>Monday to Friday.</summary>
    Weekdays = Monday | Tuesday | Wednesday | Thursday | Friday,

    /// <summary>Saturday and Sunday.</summary>
    Weekend = Saturday | Sunday,

    /// <summary>Every day.</summary>
    EveryDay = Weekdays | Weekend,
}

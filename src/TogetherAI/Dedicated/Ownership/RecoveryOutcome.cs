namespace TogetherAI;

/// <summary>What a recovery did about a lease.</summary>
public enum RecoveryOutcome
{
    /// <summary>Nothing: its process lives, on this machine, or another recovery is at it.</summary>
    OwnerAlive,

    /// <summary>Its process is dead. It was seen stopped, and torn down as far as <see cref="RecoveredLease.Teardown"/> says.</summary>
    Stopped,

    /// <summary>Its process is dead, and there is nothing of it: it was never made, or somebody was faster.</summary>
    NothingFound,

    /// <summary>Its process is dead, and it was not seen stopped: it may still be billed. The next recovery goes on; see <see cref="RecoveredLease.Problem"/>.</summary>
    NotStopped,

    /// <summary>Nothing: it belongs to another project, or to another service, than this client.</summary>
    OtherProject,

    /// <summary>
    /// Nothing: it has a lease's name and does not stand in the journal. It is another journal's, perhaps on another machine where its process
    /// lives, or it was rented without one.
    /// </summary>
    NotInJournal,
}

namespace TogetherAI.Conventions.Api;

/// <summary>What holds for every public type.</summary>
public class TypeTests
{
    /// <summary>Types that are meant to be inherited from although they can be made. Their docs must say how.</summary>
    private static readonly string[] s_extensible = [];

    [Fact]
    public void A_class_is_sealed_or_abstract_or_static_or_one_that_others_of_ours_derive_from()
    {
        Product.NoFindings(Product.PublicTypes
            .Where(static type => type is { IsClass: true, IsSealed: false, IsAbstract: false })
            .Where(static type => !s_extensible.Contains(type.Name) && !HasHeirs(type))
            .Select(static type => type.FullName!));
    }

    [Fact]
    public void A_struct_that_nobody_initialised_can_be_printed_compared_and_hashed()
    {
        foreach (Type type in Product.PublicTypes.Where(static type => type is { IsValueType: true, IsEnum: false, IsByRefLike: false, ContainsGenericParameters: false }))
        {
            object one = Activator.CreateInstance(type)!;
            object other = Activator.CreateInstance(type)!;
            Assert.True(one.ToString() is not null, type.FullName + ".ToString() is null");
            Assert.True(one.Equals(other), type.FullName + ": two defaults differ");
            Assert.True(one.GetHashCode() == other.GetHashCode(), type.FullName + ": two defaults hash differently");
        }
    }

    [Fact]
    public void Options_do_not_tell_the_key()
    {
        TogetherClientOptions options = new() { ApiKey = "tgp_v1_secret", BaseAddress = new Uri("https://api.together.ai") };
        Assert.Equal("TogetherClientOptions { BaseAddress = https://api.together.ai/, ApiKey = (set) }", options.ToString());
    }

    private static bool HasHeirs(Type type) =>
        Product.PublicTypes.Any(other => other.BaseType is { } parent && (parent.IsGenericType ? parent.GetGenericTypeDefinition() : parent) == type);
}

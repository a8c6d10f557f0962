using System.Reflection;
using System.Runtime.CompilerServices;
using System.Xml.Linq;

namespace TogetherAI.Conventions.Api;

/// <summary>Whatever a user can name says what it is.</summary>
public class DocumentationTests
{
    [Theory]
    [InlineData("TogetherAI")]
    [InlineData("TogetherAI.Engine")]
    [InlineData("TogetherAI.Local")]
    public void Every_public_member_has_a_summary(string library)
    {
        Assembly assembly = Product.Libraries.Single(candidate => candidate.GetName().Name == library);
        Dictionary<string, XElement> docs = XDocument.Load(Path.ChangeExtension(assembly.Location, ".xml"))
            .Descendants("member")
            .ToDictionary(static member => member.Attribute("name")!.Value);

        MemberInfo[] members = [.. assembly.GetExportedTypes().SelectMany(static type => MembersOf(type).Prepend(type))];
        Assert.NotEmpty(members);
        Product.NoFindings(members.Select(DocId.Of).Where(id => !docs.TryGetValue(id, out XElement? doc) || !Says(doc)));
    }

    [Theory]
    [InlineData("TogetherAI")]
    [InlineData("TogetherAI.Engine")]
    [InlineData("TogetherAI.Local")]
    public void No_parameter_or_result_is_left_out_where_others_are_documented(string library)
    {
        Assembly assembly = Product.Libraries.Single(candidate => candidate.GetName().Name == library);
        Dictionary<string, XElement> docs = XDocument.Load(Path.ChangeExtension(assembly.Location, ".xml"))
            .Descendants("member")
            .ToDictionary(static member => member.Attribute("name")!.Value);

        Product.NoFindings(
            from type in assembly.GetExportedTypes()
            from method in MembersOf(type).OfType<MethodBase>()
            where docs.TryGetValue(DocId.Of(method), out XElement? doc) && doc.Element("inheritdoc") is null
            let doc = docs[DocId.Of(method)]
            from missing in method.GetParameters()
                .Select(static parameter => parameter.Name!)
                .Where(name => !doc.Elements("param").Any(param => param.Attribute("name")!.Value == name && param.Value.Trim().Length > 0))
                .Concat(method is MethodInfo { ReturnType: { } result } && result != typeof(void) && doc.Element("returns") is null ? ["(returns)"] : [])
            select $"{DocId.Of(method)}: {missing}");
    }

    private static bool Says(XElement doc) =>
        doc.Element("inheritdoc") is not null || doc.Element("summary") is { } summary && (summary.Value.Trim().Length > 0 || summary.HasElements);

    private static IEnumerable<MemberInfo> MembersOf(Type type)
    {
        if (type.IsSubclassOf(typeof(Delegate)))
            return [];
        if (type.IsEnum)
            return type.GetFields(BindingFlags.Public | BindingFlags.Static);
        return Product.Visible<MemberInfo>(type, static (t, flags) => t.GetMembers(flags))
            .Where(static member => member.MemberType != MemberTypes.NestedType && !member.IsDefined(typeof(CompilerGeneratedAttribute)))
            .Where(static member => member switch
            {
                FieldInfo field => (field.IsPublic || field.IsFamily || field.IsFamilyOrAssembly) && !field.IsSpecialName,
                PropertyInfo property => (Product.IsVisible(property.GetMethod) || Product.IsVisible(property.SetMethod)) && !Overrides(property.GetMethod ?? property.SetMethod!)
                    && property.Name != "EqualityContract",
                EventInfo @event => Product.IsVisible(@event.AddMethod),
                ConstructorInfo { IsStatic: true } => false,
                ConstructorInfo constructor => Product.IsVisible(constructor) && constructor.GetParameters().Length > 0,
                MethodInfo method => Product.IsVisible(method) && !Overrides(method) && !IsAccessor(method),
                _ => false,
            });
    }

    private static bool Overrides(MethodInfo method) => method.GetBaseDefinition() != method;

    private static bool IsAccessor(MethodInfo method) => method.IsSpecialName && !method.Name.StartsWith("op_", StringComparison.Ordinal);
}

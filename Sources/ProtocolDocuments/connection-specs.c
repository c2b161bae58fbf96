#include "ProtocolDocuments.h"

// The catalogue: the committed files, as they are. An entry below needs its file here, and the other way round.

static const unsigned char amazon_kinesis[] = {
#embed "../../protocol/connection-specs/amazon-kinesis.json"
};
static const unsigned char amazon_redshift[] = {
#embed "../../protocol/connection-specs/amazon-redshift.json"
};
static const unsigned char amazon_s3[] = {
#embed "../../protocol/connection-specs/amazon-s3.json"
};
static const unsigned char apache_hdfs[] = {
#embed "../../protocol/connection-specs/apache-hdfs.json"
};
static const unsigned char azure_blob_storage[] = {
#embed "../../protocol/connection-specs/azure-blob-storage.json"
};
static const unsigned char azure_data_explorer[] = {
#embed "../../protocol/connection-specs/azure-data-explorer.json"
};
static const unsigned char azure_data_lake_storage_gen2[] = {
#embed "../../protocol/connection-specs/azure-data-lake-storage-gen2.json"
};
static const unsigned char azure_databricks[] = {
#embed "../../protocol/connection-specs/azure-databricks.json"
};
static const unsigned char azure_event_hubs[] = {
#embed "../../protocol/connection-specs/azure-event-hubs.json"
};
static const unsigned char azure_file_storage[] = {
#embed "../../protocol/connection-specs/azure-file-storage.json"
};
static const unsigned char azure_synapse_analytics[] = {
#embed "../../protocol/connection-specs/azure-synapse-analytics.json"
};
static const unsigned char azure_table_storage[] = {
#embed "../../protocol/connection-specs/azure-table-storage.json"
};
static const unsigned char couchbase[] = {
#embed "../../protocol/connection-specs/couchbase.json"
};
static const unsigned char data_lake_target[] = {
#embed "../../protocol/connection-specs/data-lake-target.json"
};
static const unsigned char data_landing_zone[] = {
#embed "../../protocol/connection-specs/data-landing-zone.json"
};
static const unsigned char destination_adls_gen2[] = {
#embed "../../protocol/connection-specs/destination-adls-gen2.json"
};
static const unsigned char destination_amazon_s3[] = {
#embed "../../protocol/connection-specs/destination-amazon-s3.json"
};
static const unsigned char destination_azure_blob[] = {
#embed "../../protocol/connection-specs/destination-azure-blob.json"
};
static const unsigned char destination_data_landing_zone[] = {
#embed "../../protocol/connection-specs/destination-data-landing-zone.json"
};
static const unsigned char destination_google_cloud_storage[] = {
#embed "../../protocol/connection-specs/destination-google-cloud-storage.json"
};
static const unsigned char destination_sftp[] = {
#embed "../../protocol/connection-specs/destination-sftp.json"
};
static const unsigned char dynamics_online[] = {
#embed "../../protocol/connection-specs/dynamics-online.json"
};
static const unsigned char ftp[] = {
#embed "../../protocol/connection-specs/ftp.json"
};
static const unsigned char generic_rest_api[] = {
#embed "../../protocol/connection-specs/generic-rest-api.json"
};
static const unsigned char generic_streaming[] = {
#embed "../../protocol/connection-specs/generic-streaming.json"
};
static const unsigned char google_ads[] = {
#embed "../../protocol/connection-specs/google-ads.json"
};
static const unsigned char google_big_query[] = {
#embed "../../protocol/connection-specs/google-big-query.json"
};
static const unsigned char google_cloud_storage[] = {
#embed "../../protocol/connection-specs/google-cloud-storage.json"
};
static const unsigned char google_pubsub[] = {
#embed "../../protocol/connection-specs/google-pubsub.json"
};
static const unsigned char greenplum[] = {
#embed "../../protocol/connection-specs/greenplum.json"
};
static const unsigned char hive[] = {
#embed "../../protocol/connection-specs/hive.json"
};
static const unsigned char hp_vertica[] = {
#embed "../../protocol/connection-specs/hp-vertica.json"
};
static const unsigned char http_api[] = {
#embed "../../protocol/connection-specs/http-api.json"
};
static const unsigned char hubspot[] = {
#embed "../../protocol/connection-specs/hubspot.json"
};
static const unsigned char ibm_db2[] = {
#embed "../../protocol/connection-specs/ibm-db2.json"
};
static const unsigned char linkedin_ads[] = {
#embed "../../protocol/connection-specs/linkedin-ads.json"
};
static const unsigned char mailchimp_members[] = {
#embed "../../protocol/connection-specs/mailchimp-members.json"
};
static const unsigned char maria_db[] = {
#embed "../../protocol/connection-specs/maria-db.json"
};
static const unsigned char microsoft_sql_server[] = {
#embed "../../protocol/connection-specs/microsoft-sql-server.json"
};
static const unsigned char mixpanel[] = {
#embed "../../protocol/connection-specs/mixpanel.json"
};
static const unsigned char mysql[] = {
#embed "../../protocol/connection-specs/mysql.json"
};
static const unsigned char odata[] = {
#embed "../../protocol/connection-specs/odata.json"
};
static const unsigned char onetrust[] = {
#embed "../../protocol/connection-specs/onetrust.json"
};
static const unsigned char oracle_db[] = {
#embed "../../protocol/connection-specs/oracle-db.json"
};
static const unsigned char oracle_eloqua[] = {
#embed "../../protocol/connection-specs/oracle-eloqua.json"
};
static const unsigned char oracle_netsuite[] = {
#embed "../../protocol/connection-specs/oracle-netsuite.json"
};
static const unsigned char oracle_object_storage[] = {
#embed "../../protocol/connection-specs/oracle-object-storage.json"
};
static const unsigned char oracle_responsys[] = {
#embed "../../protocol/connection-specs/oracle-responsys.json"
};
static const unsigned char oracle_service_cloud[] = {
#embed "../../protocol/connection-specs/oracle-service-cloud.json"
};
static const unsigned char paypal[] = {
#embed "../../protocol/connection-specs/paypal.json"
};
static const unsigned char phoenix[] = {
#embed "../../protocol/connection-specs/phoenix.json"
};
static const unsigned char pinterest_ads[] = {
#embed "../../protocol/connection-specs/pinterest-ads.json"
};
static const unsigned char postgresql[] = {
#embed "../../protocol/connection-specs/postgresql.json"
};
static const unsigned char salesforce[] = {
#embed "../../protocol/connection-specs/salesforce.json"
};
static const unsigned char salesforce_marketing_cloud[] = {
#embed "../../protocol/connection-specs/salesforce-marketing-cloud.json"
};
static const unsigned char salesforce_service_cloud[] = {
#embed "../../protocol/connection-specs/salesforce-service-cloud.json"
};
static const unsigned char sap_commerce[] = {
#embed "../../protocol/connection-specs/sap-commerce.json"
};
static const unsigned char service_now[] = {
#embed "../../protocol/connection-specs/service-now.json"
};
static const unsigned char sftp[] = {
#embed "../../protocol/connection-specs/sftp.json"
};
static const unsigned char shopify[] = {
#embed "../../protocol/connection-specs/shopify.json"
};
static const unsigned char snowflake[] = {
#embed "../../protocol/connection-specs/snowflake.json"
};
static const unsigned char snowflake_streaming[] = {
#embed "../../protocol/connection-specs/snowflake-streaming.json"
};
static const unsigned char spark[] = {
#embed "../../protocol/connection-specs/spark.json"
};
static const unsigned char square[] = {
#embed "../../protocol/connection-specs/square.json"
};
static const unsigned char stripe[] = {
#embed "../../protocol/connection-specs/stripe.json"
};
static const unsigned char teradata_vantage[] = {
#embed "../../protocol/connection-specs/teradata-vantage.json"
};
static const unsigned char veeva_crm[] = {
#embed "../../protocol/connection-specs/veeva-crm.json"
};
static const unsigned char zendesk[] = {
#embed "../../protocol/connection-specs/zendesk.json"
};
static const unsigned char zoho_crm[] = {
#embed "../../protocol/connection-specs/zoho-crm.json"
};

#define SPEC(id, name, document) {id, name, document, sizeof document}

// Sorted by id, so that a reader can search by halving.
static const struct flow_connection_spec specs[] = {
    SPEC("0479cc14-7651-4354-b233-7480606c2ac3", "azure-data-explorer", azure_data_explorer),
    SPEC("09182899-b429-40c9-a15a-bf3ddbc8ced7", "ibm-db2", ibm_db2),
    SPEC("0a27232b-2c6e-4396-b8c6-c9fc24e37ba4", "zendesk", zendesk),
    SPEC("102706fb-a5cd-42ee-afe0-bc42f017ff43", "phoenix", phoenix),
    SPEC("10440537-2a7b-4583-ac39-ed38d4b848e8", "Data Landing Zone", destination_data_landing_zone),
    SPEC("1f372ff9-38a4-4492-96f5-b9a4e4bd00ec", "microsoft-sql-server", microsoft_sql_server),
    SPEC("1fe283f6-9bec-11ea-bb37-0242ac130002", "couchbase", couchbase),
    SPEC("221c7626-58f6-4eec-8ee2-042b0226f03b", "paypal", paypal),
    SPEC("26d738e0-8963-47ea-aadf-c60de735468a", "mysql", mysql),
    SPEC("26f526f2-58f4-4712-961d-e41bf1ccc0e8", "data-landing-zone", data_landing_zone),
    SPEC("2acf109f-9b66-4d5e-bc18-ebb2adcff8d5", "square", square),
    SPEC("2e8580db-6489-4726-96de-e33f5f60295f", "mailchimp-members", mailchimp_members),
    SPEC("2fa8af9c-2d1a-43ea-a253-f00a00c74412", "teradata-vantage", teradata_vantage),
    SPEC("3000eb99-cd47-43f3-827c-43caf170f015", "maria-db", maria_db),
    SPEC("32e8f412-cdf7-464c-9885-78184cb113fd", "google-cloud-storage", google_cloud_storage),
    SPEC("3416976c-a9ca-4bba-901a-1f08f66978ff", "amazon-redshift", amazon_redshift),
    SPEC("35d6c4d8-c9a9-11eb-b8bc-0242ac130003", "oracle-eloqua", oracle_eloqua),
    SPEC("36965a81-b1c6-401b-99f8-22508f1e6a26", "SFTP", destination_sftp),
    SPEC("37b6bf40-d318-4655-90be-5cd6f65d334b", "greenplum", greenplum),
    SPEC("38ad80fe-8b06-4938-94f4-d4ee80266b07", "dynamics-online", dynamics_online),
    SPEC("3c9b37f8-13a6-43d8-bad3-b863b941fedd", "google-big-query", google_big_query),
    SPEC("4c10e202-c428-4796-9208-5f1f5732b1cf", "azure-blob-storage", azure_blob_storage),
    SPEC("4e98f16f-87d6-4ef0-bdc6-7a2b0fe76e62", "generic-rest-api", generic_rest_api),
    SPEC("4f63aa36-bd48-4e33-bb83-49fbcd11c708", "shopify", shopify),
    SPEC("4fce964d-3f37-408f-9778-e597338a21ee", "Amazon S3", destination_amazon_s3),
    SPEC("51ae16c2-bdad-42fd-9fce-8d5dfddaf140", "snowflake-streaming", snowflake_streaming),
    SPEC("54e221aa-d342-4707-bcff-7a4bceef0001", "apache-hdfs", apache_hdfs),
    SPEC("59a4b493-a615-40f9-bd38-f823d0909a2b", "linkedin-ads", linkedin_ads),
    SPEC("6a8d82bc-1caf-45d1-908d-cadabc9d63a6", "spark", spark),
    SPEC("6d6b59bf-fb58-4107-9064-4d246c0e5bb2", "Azure Blob Storage", destination_azure_blob),
    SPEC("70116022-a743-464a-bbfe-e226a7f8210c", "google-pubsub", google_pubsub),
    SPEC("74a1c565-4e59-48d7-9d67-7c03b8a13137", "postgresql", postgresql),
    SPEC("86043421-563b-46ec-8e6c-e23184711bf6", "amazon-kinesis", amazon_kinesis),
    SPEC("8e6b41a8-d998-4545-ad7d-c6a9fff406c3", "odata", odata),
    SPEC("929e4450-0237-4ed2-9404-b7e1e0a00309", "zoho-crm", zoho_crm),
    SPEC("a49bcc7d-8038-43af-b1e4-5a7a089a7d79", "azure-synapse-analytics", azure_synapse_analytics),
    SPEC("a8b6a1a4-5735-42b4-952c-85dce0ac38b5", "hp-vertica", hp_vertica),
    SPEC("aac9bbd4-6c01-46ce-b47e-51c6f0f6db3f", "hive", hive),
    SPEC("b2e08744-4f1a-40ce-af30-7abac3e23cf3", "snowflake", snowflake),
    SPEC("b3ba5556-48be-44b7-8b85-ff2b69b46dc4", "azure-data-lake-storage-gen2", azure_data_lake_storage_gen2),
    SPEC("b7bf2577-4520-42c9-bae9-cad01560f7bc", "sftp", sftp),
    SPEC("ba5126ec-c9ac-11eb-b8bc-0242ac130003", "oracle-service-cloud", oracle_service_cloud),
    SPEC("bc7b00d6-623a-4dfc-9fdb-f1240aeadaeb", "http-api", http_api),
    SPEC("bdb5b792-451b-42de-acf8-15f3195821de", "generic-streaming", generic_streaming),
    SPEC("be2c3209-53bc-47e7-ab25-145db8b873e1", "Azure Data Lake Gen2", destination_adls_gen2),
    SPEC("be5ec48c-5b78-49d5-b8fa-7c89ec4569b8", "azure-file-storage", azure_file_storage),
    SPEC("bf9f5905-92b7-48bf-bf20-455bc6b60a4e", "azure-event-hubs", azure_event_hubs),
    SPEC("c5d93acb-ea8b-4b14-8f53-02138444ae99", "Google Cloud Storage", destination_google_cloud_storage),
    SPEC("c604ff05-7f1a-43c0-8e18-33bf874cb11c", "data-lake-target", data_lake_target),
    SPEC("c85f9425-fb21-426c-ad0b-405e9bd8a46c", "oracle-object-storage", oracle_object_storage),
    SPEC("cb66ab34-8619-49cb-96d1-39b37ede86ea", "salesforce-service-cloud", salesforce_service_cloud),
    SPEC("cc2c31d6-7b8c-4581-b49f-5c8698aa3ab3", "stripe", stripe),
    SPEC("cc6a4487-9e91-433e-a3a3-9cf6626c1806", "hubspot", hubspot),
    SPEC("cf16d886-c627-4872-9936-fb08d6cba8cc", "onetrust", onetrust),
    SPEC("cfc0fee1-7dc0-40ef-b73e-d8b134c436f5", "salesforce", salesforce),
    SPEC("d6b52d86-f0f8-475f-89d4-ce54c8527328", "oracle-db", oracle_db),
    SPEC("d771e9c1-4f26-40dc-8617-ce58c4b53702", "google-ads", google_ads),
    SPEC("d8ee38de-7ae9-4058-9610-c79ce75f8e92", "sap-commerce", sap_commerce),
    SPEC("e9d7ec6b-0873-4e57-ad21-b3a7c65e310b", "azure-databricks", azure_databricks),
    SPEC("ea1c2a08-b722-11eb-8529-0242ac130003", "salesforce-marketing-cloud", salesforce_marketing_cloud),
    SPEC("eb13cb25-47ab-407f-ba89-c0125281c563", "service-now", service_now),
    SPEC("ecadc60c-7455-4d87-84dc-2a0e293d997b", "amazon-s3", amazon_s3),
    SPEC("ecde33f2-c56f-46cc-bdea-ad151c16cd69", "azure-table-storage", azure_table_storage),
    SPEC("f82aae23-91e7-4884-b25f-2d2159d841fd", "pinterest-ads", pinterest_ads),
    SPEC("fb2e94c9-c031-467d-8103-6bd6e0a432f2", "ftp", ftp),
    SPEC("fcad62f3-09b0-41d3-be11-449d5a621b69", "veeva-crm", veeva_crm),
    SPEC("fd2c8ff3-1de0-4f6b-8fa8-4264784870eb", "mixpanel", mixpanel),
    SPEC("fdf850b4-5a8d-4a5a-9ce8-4caef9abb2a8", "oracle-netsuite", oracle_netsuite),
    SPEC("ff4274f2-c9a9-11eb-b8bc-0242ac130003", "oracle-responsys", oracle_responsys),
};

const struct flow_connection_spec *flow_connection_specs(void) { return specs; }

size_t flow_connection_spec_count(void) { return sizeof specs / sizeof specs[0]; }
